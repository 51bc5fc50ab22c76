import { describe, expect, it } from "vitest";
import { withDeadline } from "../../../workers/channels/whatsapp/deadline.ts";

describe("a deadline", () => {
  it("gives what came in time, good or bad", async () => {
    expect(await withDeadline(Promise.resolve(7), 1000)).toBe(7);
    await expect(withDeadline(Promise.reject(new Error("no")), 1000)).rejects.toThrow("no");
  });

  it("waits no longer for what never comes", async () => {
    await expect(withDeadline(new Promise(() => {}), 5)).rejects.toThrow("5 ms");
  });
});
