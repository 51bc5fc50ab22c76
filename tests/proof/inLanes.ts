/** Does the cases `from` (included) to `to` (not included), `lanes` of them at a time. */
export const inLanes = async (lanes: number, from: number, to: number, work: (n: number) => Promise<void>): Promise<void> => {
  let next = from;
  const lane = async () => {
    while (next < to) await work(next++);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};
