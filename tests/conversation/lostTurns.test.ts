import { expect, it } from "vitest";
import { start } from "./frame.ts";

it("a turn that dies with its process begins again at once; the third time a person is called, and it waits for five seconds", async () => {
  const simulation = start();
  const asked: number[] = [];
  await simulation.write("quanto costa?", "whatsapp", "sid:1");
  await simulation.pass(6_000);
  for (let lives = 0; lives < 3; lives++) {
    asked.push(simulation.calls.length);
    await simulation.crash(false);
  }
  expect(asked).toEqual([1, 1, 1]);
  expect((await simulation.object.view())?.needsPerson).toBe("model_unavailable");
  await simulation.pass(4_000);
  expect(simulation.calls).toHaveLength(0);
  await simulation.pass(2_000);
  expect(simulation.calls).toHaveLength(1);
});
