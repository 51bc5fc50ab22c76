import { describe, expect, it } from "vitest";
import { encodeChatEvent, heartbeat } from "../../../workers/channels/web/sse.ts";

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("server-sent events", () => {
  it("frames an event so that no text can end it early", () => {
    const text = 'Prima\n\ndata: "forged"\r\nevent: committed\u2028 👋';
    const frame = decode(encodeChatEvent({ event: "delta", data: { text } }));
    const [event, data, ...end] = frame.split("\n");
    expect(event).toBe("event: delta");
    expect(end).toEqual(["", ""]);
    expect(JSON.parse(data!.slice("data: ".length))).toEqual({ text });
  });

  it("beats with a comment, which readers skip", () => {
    expect(decode(heartbeat())).toMatch(/^:[^\n]*\n\n$/);
  });
});
