import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Streams } from "../../workers/conversation/streams.ts";

const accepted = { event: "delta", data: { text: "Ciao" } } as const;
const reading = (stream: ReadableStream<Uint8Array>) => {
  const reader = stream.getReader();
  return { reader, read: async () => new TextDecoder().decode((await reader.read()).value) };
};

describe("a stream that is silent", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("has a heartbeat between its events, for everybody who listens", async () => {
    const streams = new Streams(1_000);
    const [one, other] = [streams.open("bat_1", "msg_1", [accepted]), streams.open("bat_2", "msg_2", [])].map(reading);
    expect(await one!.read()).toContain("Ciao");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await one!.read()).toBe(": still here\n\n");
    expect(await other!.read()).toBe(": still here\n\n");
  });

  it("has none any more when it has ended or nobody listens", async () => {
    const streams = new Streams(1_000);
    const [ended, left] = [streams.open("bat_1", "msg_1", []), streams.open("bat_2", "msg_2", [])].map(reading);
    streams.settle("bat_1", { event: "person", data: {} });
    expect(await ended!.read()).toContain("event: person");
    expect((await ended!.reader.read()).done).toBe(true);
    expect(vi.getTimerCount()).toBe(1);
    await left!.reader.cancel("gone");
    expect(vi.getTimerCount()).toBe(0);
    streams.open("bat_3", "msg_3", []);
    expect(vi.getTimerCount()).toBe(1);
  });
});
