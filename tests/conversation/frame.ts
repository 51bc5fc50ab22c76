import { afterEach } from "vitest";
import { Simulation } from "./simulation.ts";

/** What a model and a provider answer when all is well. */
export const ok = (text: string) => ({ ok: true, text, finish: "stop", tokensIn: 1, tokensOut: 1, model: "m" }) as const;
export const accepted = { kind: "accepted", sid: "" } as const;

const open: Simulation[] = [];

/** A conversation of its own, closed once the test is over. */
export const start = (set: Partial<Simulation> = {}): Simulation => {
  const simulation = Object.assign(new Simulation(), set);
  open.push(simulation);
  return simulation;
};
afterEach(() => {
  for (const simulation of open.splice(0)) simulation.close();
});
