import { expect, test } from "vitest";
import { markInTurn } from "../../../web/src/console/inbox/markInTurn.ts";

const held = () => {
  let end: (isDone: boolean) => void = () => undefined;
  const promise = new Promise<string>((resolve, reject) => {
    end = (isDone) => void (isDone ? resolve("read") : reject(new Error("no network")));
  });
  return { promise, end };
};

test.each([true, false])(
  "what is marked next waits for the mark before it, whether that succeeds (%s) or not",
  async (isDone) => {
    const begun: string[] = [];
    const read = held();
    const first = markInTurn("cnv_1", () => (begun.push("read"), read.promise)).catch(() => "failed");
    const second = markInTurn("cnv_1", async () => void begun.push("unread"));
    const other = markInTurn("cnv_2", async () => void begun.push("another's"));
    await other;
    expect(begun).toEqual(["read", "another's"]);
    read.end(isDone);
    expect(await first).toBe(isDone ? "read" : "failed");
    await second;
    expect(begun).toEqual(["read", "another's", "unread"]);
  },
);
