import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChatEvent } from "../../../schema/contract/publicChat.ts";
import { chatEvents, isLast } from "../../../web/src/chat/sse.ts";

const streamOf = (chunks: Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });

const read = async (chunks: Uint8Array[]) => {
  const events: ChatEvent[] = [];
  for await (const event of chatEvents(streamOf(chunks))) events.push(event);
  return events;
};

const cut = (bytes: Uint8Array, places: number[]): Uint8Array[] => {
  const edges = [0, ...places.map((place) => place % bytes.length).toSorted((a, b) => a - b), bytes.length];
  return edges.slice(1).map((end, at) => bytes.slice(edges[at], end));
};

describe("the answer's stream", () => {
  it("reads the same events wherever the network cuts it, inside a character too", async () => {
    const text = ': hello\n\nevent: delta\ndata: {"text":"Perché no? 🏋️"}\n\nevent: closed\ndata: {"reason":"settled"}\n\n';
    const expected = [
      { event: "delta", data: { text: "Perché no? 🏋️" } },
      { event: "closed", data: { reason: "settled" } },
    ];
    const bytes = new TextEncoder().encode(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(500), { maxLength: 8 }), async (places) => {
        expect(await read(cut(bytes, places))).toEqual(expected);
      }),
    );
  });

  it("takes CRLF, skips what is no event of ours, and drops what was cut off", async () => {
    const text =
      'event: person\r\ndata: {}\r\n\r\ndata: {"no":"event"}\n\nevent: delta\ndata: not json\n\nevent: delta\ndata: {"text":"half';
    expect(await read([new TextEncoder().encode(text)])).toEqual([{ event: "person", data: {} }]);
  });

  it("knows its last event", () => {
    expect(isLast({ event: "superseded", data: {} })).toBe(true);
    expect(isLast({ event: "retracted", data: {} })).toBe(false);
  });
});
