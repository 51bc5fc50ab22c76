import { describe, expect, it } from "vitest";
import { failureOf, outcomeOfAnswer } from "../../../workers/channels/whatsapp/errors.ts";

const answer = (status: number, code?: number, retryAfter: string | null = null) =>
  outcomeOfAnswer({ status, code, text: "Twilio's words", retryAfter });

describe("what Twilio's answer to a send means", () => {
  it.each([
    [400, 21211, "refused"],
    [400, 21610, "refused"],
    [401, 20003, "refused"],
    [404, 20404, "refused"],
    [400, 21611, "again"],
    [429, 20429, "again"],
    [500, 20500, "again"],
    [503, undefined, "again"],
    [521, undefined, "again"],
    // A gateway that gave up may have passed the call on.
    [502, undefined, "unknown"],
    [504, undefined, "unknown"],
    [408, undefined, "unknown"],
    // A success that cannot be read is a success nobody knows the SID of.
    [201, undefined, "unknown"],
    [302, undefined, "unknown"],
  ])("%i with code %s is %s", (status, code, kind) => {
    expect(answer(status, code).kind).toBe(kind);
  });

  it("waits as long as Twilio asks, within a minute", () => {
    expect(answer(429, 20429, "7")).toEqual({ kind: "again", afterMs: 7000, code: "20429" });
    expect(answer(429, 20429, "86400")).toMatchObject({ afterMs: 60_000 });
    expect(answer(429, 20429, "Wed, 21 Oct 2026 07:28:00 GMT")).toMatchObject({ afterMs: 1000 });
  });

  it("names the code and says in words what it means", () => {
    expect(answer(400, 21610)).toEqual({ kind: "refused", code: "21610", detail: "The recipient has written STOP" });
    expect(answer(418)).toEqual({ kind: "refused", code: "418", detail: "Twilio's words" });
    expect(failureOf(undefined)).toEqual({ code: "unknown", detail: "The message could not be sent" });
  });
});
