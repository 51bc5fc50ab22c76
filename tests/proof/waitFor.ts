/** Asks again and again until there is something. @throws when there is nothing after `withinMs` */
export const waitFor = async <T>(find: () => Promise<T | null> | T | null, withinMs = 20_000): Promise<T> => {
  for (const until = Date.now() + withinMs; ;) {
    const found = await find();
    if (found !== null) return found;
    if (Date.now() > until) throw new Error(`nothing after ${withinMs} ms of ${find.toString().slice(0, 120)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
