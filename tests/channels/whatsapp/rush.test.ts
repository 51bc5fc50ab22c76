import { expect, test } from "vitest";
import { Rush } from "../../../workers/channels/whatsapp/rush.ts";

const called = (count: number, everyMs: number): { rush: Rush; now: number } => {
  const rush = new Rush();
  let now = 1_790_000_000_000;
  for (let i = 0; i < count; i++) rush.note((now += everyMs));
  return { rush, now };
};

test("a customer who writes fragments, or a few at once, are no rush", () => {
  const { rush, now } = called(9, 1);
  expect(rush.isOn(now)).toBe(false);
});

test("a busy number is no rush", () => {
  const { rush, now } = called(400, 50);
  expect(rush.isOn(now)).toBe(false);
});

test("a burst is one until it ceases", () => {
  const { rush, now } = called(400, 3);
  expect(rush.isOn(now)).toBe(true);
  expect(rush.isOn(now + 350)).toBe(true);
  expect(rush.isOn(now + 400)).toBe(false);
});

test("what does not cease within five seconds is no rush any more, and the next burst is one again", () => {
  const { rush, now } = called(2_000, 3);
  expect(rush.isOn(now)).toBe(false);
  for (let i = 1; i <= 20; i++) rush.note(now + 10_000 + i);
  expect(rush.isOn(now + 10_020)).toBe(true);
});
