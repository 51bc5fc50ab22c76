import type { DemoStage } from "../demoStage.ts";

const patienceMs = 20_000;
const everyMs = 50;

/** Reads again and again until there is something. @throws after 20 seconds, with what was waited for */
export async function waitUntil<T>(what: string, read: () => Promise<T | undefined>): Promise<T> {
  for (let waited = 0; waited < patienceMs; waited += everyMs) {
    const found = await read();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  throw new Error(`there is still not ${what}`);
}

/** Does something as this person and waits until the number has written back. */
export async function answered(stage: DemoStage, who: string, number: string, act: () => Promise<unknown>): Promise<void> {
  const received = async () =>
    (await stage.world.phone(who).messages(number)).filter(({ direction }) => direction === "outbound-api").length;
  const before = await received();
  await act();
  await waitUntil(`an answer to ${who}`, async () => ((await received()) > before ? true : undefined));
}
