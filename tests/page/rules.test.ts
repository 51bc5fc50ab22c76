import { describe, expect, it } from "vitest";
import type { Person } from "../../workers/contacts/person.ts";
import { encodeChatEvent } from "../../workers/channels/web/sse.ts";
import { addressHash } from "../../workers/page/addressHash.ts";
import { readLastEvent } from "../../workers/page/readAnswer.ts";
import { isAnonymous } from "../../workers/page/remaining.ts";
import type { ChatEvent } from "../../schema/contract/publicChat.ts";

const salt = new Uint8Array(32).fill(3);
const from = (headers: Record<string, string>, with_ = salt) =>
  addressHash(new Request("https://filo.test/", { headers }), with_);

describe("an address", () => {
  it("is told apart by network, and never stored as it is", async () => {
    const one = await from({ "cf-connecting-ip": "192.0.2.1" });
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(await from({ "cf-connecting-ip": "192.0.2.2" })).not.toBe(one);
    expect(await from({ "cf-connecting-ip": "2001:db8:1:2::1" })).toBe(
      await from({ "cf-connecting-ip": "2001:db8:1:2:ffff::9" }),
    );
    expect(await from({ "cf-connecting-ip": "192.0.2.1" }, new Uint8Array(32))).not.toBe(one);
  });

  it("is Cloudflare's word; only without one another header's, the first in it", async () => {
    const real = await from({ "cf-connecting-ip": "192.0.2.1" });
    expect(await from({ "cf-connecting-ip": "192.0.2.1", "x-forwarded-for": "203.0.113.9" })).toBe(real);
    expect(await from({ "x-forwarded-for": "192.0.2.1, 10.0.0.1" })).toBe(real);
    expect(await from({})).toBe(await from({ "x-forwarded-for": "" }));
  });
});

describe("somebody anonymous", () => {
  const person = (...identities: [string, number | null][]) =>
    ({
      identities: identities.map(([kind, verifiedAt], n) => ({ id: `idn_${n}`, kind, value: "x", verifiedAt })),
    }) as unknown as Person;

  it("is known by nothing they have proved but a cookie", () => {
    expect(isAnonymous(null)).toBe(true);
    expect(isAnonymous(person(["visitor", 1]))).toBe(true);
    expect(isAnonymous(person(["visitor", 1], ["email", null], ["phone", null]))).toBe(true);
    expect(isAnonymous(person(["visitor", 1], ["phone", 1]))).toBe(false);
    expect(isAnonymous(person(["email", 1]))).toBe(false);
  });
});

const encoder = new TextEncoder();

/** Bytes as a network might bring them: cut anywhere. */
const cut = (text: string, size: number): ReadableStream<Uint8Array> => {
  const bytes = encoder.encode(text);
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
};

const written = (...events: ChatEvent[]): string =>
  events.map((event) => new TextDecoder().decode(encodeChatEvent(event))).join("");
const delta: ChatEvent = { event: "delta", data: { text: "è così\n\nevent: committed" } };

describe("an answer that is awaited whole", () => {
  it.each([1, 2, 3, 7, 1_000])("is the last event, cut into pieces of %i bytes and with comments between", async (size) => {
    const person: ChatEvent = { event: "person", data: {} };
    expect(await readLastEvent(cut(`: still here\n\n${written(delta, delta)}: still here\n\n${written(person)}`, size))).toEqual(
      person,
    );
  });

  it("is none when the stream ends or breaks before it", async () => {
    expect(await readLastEvent(cut(written(delta), 5))).toBeNull();
    expect(await readLastEvent(cut("", 5))).toBeNull();
    expect(await readLastEvent(cut(written({ event: "person", data: {} }, { event: "retracted", data: {} }), 5))).toBeNull();
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error("reset"));
      },
    });
    expect(await readLastEvent(broken)).toBeNull();
  });
});
