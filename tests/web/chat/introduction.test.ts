import { describe, expect, it } from "vitest";
import { makeIntroduction } from "../../../web/src/chat/introduction.ts";

const later = () => {
  let end: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (end = resolve));
  return { done, end: () => end() };
};
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("a browser that the server has not met", () => {
  it("goes one at a time, until the first has come through; from then on nothing waits", async () => {
    const introduce = makeIntroduction(() => false);
    const [first, second] = [later(), later()];
    const begun: string[] = [];
    void introduce(() => (begun.push("first"), first.done));
    void introduce(() => (begun.push("second"), second.done));
    void introduce(() => (begun.push("third"), Promise.resolve()));
    await settled();
    expect(begun).toEqual(["first"]);
    first.end();
    await settled();
    expect(begun).toEqual(["first", "second"]);
    void introduce(() => (begun.push("fourth"), Promise.resolve()));
    expect(begun).toContain("fourth");
  });

  it("has met it as soon as an answer begins, long before it ends", async () => {
    const introduce = makeIntroduction(() => false);
    const answer = later();
    void introduce((met) => (met(), answer.done));
    let isBegun = false;
    await introduce(() => ((isBegun = true), Promise.resolve()));
    expect(isBegun).toBe(true);
    answer.end();
  });

  it("lets the next try when one fails, and hands the failure on", async () => {
    const introduce = makeIntroduction(() => false);
    const failed = introduce(() => Promise.reject(new Error("no network")));
    const next = introduce(() => Promise.resolve("in"));
    await expect(failed).rejects.toThrow("no network");
    expect(await next).toBe("in");
  });
});

it("lets whoever is known pass at once", async () => {
  const introduce = makeIntroduction(() => true);
  const never = later();
  void introduce(() => never.done);
  expect(await introduce(() => Promise.resolve(2))).toBe(2);
});
