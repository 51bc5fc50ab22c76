import { expect, test } from "vitest";
import { planDeliveries, type DeliveryPlan } from "./deliveryPlan.ts";

const plan = (seed: number): DeliveryPlan => planDeliveries(seed, { deliveries: 2_000, people: 20, lines: 3 });

/** How often the webhook is called for each message of a talk, the late calls included. */
const callsOf = ({ steps, late }: DeliveryPlan["talks"][number]): number[] =>
  steps.flatMap((step) => (step.do === "call" || step.do === "callAtOnce" ? step.messages : [])).concat(late);

test("a seed is a plan, another seed another one", () => {
  expect(plan(1)).toEqual(plan(1));
  expect(plan(1)).not.toEqual(plan(2));
});

test("so many deliveries as were asked for: every message once at least, a fifth twice, some out of order", () => {
  const { talks, deliveries, messages, duplicates, reordered, late } = plan(3);
  const calls = talks.flatMap(callsOf);
  expect([deliveries, calls.length, messages + duplicates]).toEqual([2_000, 2_000, 2_000]);
  for (const talk of talks) {
    const written = talk.steps.flatMap((step) => (step.do === "write" ? [step.message] : []));
    expect(new Set(callsOf(talk))).toEqual(new Set(written));
  }
  expect(duplicates / deliveries).toBeGreaterThan(0.17);
  expect(reordered / deliveries).toBeGreaterThan(0.12);
  expect(late).toBeGreaterThan(20);
});
