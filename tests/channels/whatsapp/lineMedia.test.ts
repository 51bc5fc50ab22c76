import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { maxMediaBytes } from "../../../schema/contract/media.ts";
import type { LineDeps } from "../../../workers/channels/whatsapp/line.ts";
import type { LineAccess } from "../../../workers/channels/whatsapp/lineAccess.ts";
import { LineMedia } from "../../../workers/channels/whatsapp/lineMedia.ts";
import type { LineStore } from "../../../workers/channels/whatsapp/lineStore.ts";
import type { OpenedMedia } from "../../../workers/channels/port.ts";
import { isTwiliosStore, parseMediaAddress, placedMediaUrl } from "../../../workers/channels/whatsapp/mediaAddress.ts";
import { startWorld } from "../../world/server.ts";
import type { World } from "../../world/world.ts";

const number = "+14155550123";
const anna = "+447700900001";
const accountSid = `AC${"a".repeat(32)}`;
const foreignSid = `AC${"b".repeat(32)}`;
const authToken = "0123456789abcdef0123456789abcdef";
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]);
const minute = 60_000;

let world: World;
let now = Date.now();
let acceptedAt: number | null = null;
let places: Map<string, string[]>;

beforeAll(async () => {
  world = await startWorld({});
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.reset();
  await world.putAccount({ accountSid, authToken });
  await world.putNumber({ number, accountSid });
  now = Date.now();
  acceptedAt = now;
  places = new Map();
});

const mediaOf = (change: { row?: "unknown" | "away"; tokens?: string[]; apiBase?: string; fetch?: typeof fetch } = {}) => {
  const apiBase = change.apiBase ?? world.twilioBase;
  const carrier = change.fetch ?? fetch;
  const access = {
    resolve: async () => change.row ?? { accountSid, number },
    twilioAccess: async () => ({
      fetch: carrier,
      apiBase,
      accountSid,
      authTokens: change.tokens ?? [authToken],
      timeoutMs: 2000,
    }),
  };
  const store = {
    acceptedAt: () => acceptedAt,
    mediaPlaces: (sid: string) => places.get(sid) ?? null,
    keepMediaPlaces: (sid: string, sids: string[]) => void places.set(sid, sids),
  };
  const deps = { fetch: carrier, twilioApiBase: apiBase, chance: { now: () => now } };
  return new LineMedia(access as unknown as LineAccess, store as unknown as LineStore, deps as unknown as LineDeps);
};

const sent = async (options: { mediaAfterMs?: number; files?: number } = {}): Promise<{ url: string; messageSid: string }> => {
  const files = Array.from({ length: options.files ?? 1 }, () => ({ contentType: "image/jpeg", bytes: jpeg }));
  const { sid } = await world.phone(anna).sends(files, { to: number, ...options });
  const [message] = await world.messages({ person: anna, direction: "inbound" });
  return { url: message!.media[0]!.url, messageSid: sid };
};

const bytesOf = async (answer: OpenedMedia): Promise<Uint8Array> => {
  if (answer.kind !== "found") throw new Error(`not found: ${JSON.stringify(answer)}`);
  return new Uint8Array(await new Response(answer.body).arrayBuffer());
};

describe("a file at Twilio", () => {
  it("is opened with credentials at the API, and without any where it redirects to", async () => {
    const { url } = await sent();
    const answer = await mediaOf().open(url);
    expect(answer).toMatchObject({ kind: "found", announcedType: "image/jpeg", bytes: jpeg.length });
    expect(await bytesOf(answer)).toEqual(jpeg);
    const requests = await world.media.requests();
    expect(requests.map(({ place, credentials }) => [place, credentials])).toEqual([
      ["api", true],
      ["cdn", false],
    ]);
  });

  it("that isn't there yet comes later, and never once its message is old", async () => {
    const { url } = await sent({ mediaAfterMs: 60_000 });
    expect(await mediaOf().open(url)).toEqual({ kind: "later", afterMs: 2000 });
    acceptedAt = now - 5 * minute;
    expect(await mediaOf().open(url)).toEqual({ kind: "later", afterMs: 10_000 });
    acceptedAt = now - 61 * minute;
    expect(await mediaOf().open(url)).toEqual({ kind: "refused", failure: "not_found" });
    acceptedAt = null;
    expect(await mediaOf().open(url)).toEqual({ kind: "refused", failure: "not_found" });
  });

  it.each([
    ["foreignRedirect", { kind: "refused", failure: "foreign_source" }],
    // Back where it came from, without credentials, nothing is to be had.
    ["redirectLoop", { kind: "later" }],
    ["http401", { kind: "refused", failure: "download_failed" }],
    ["http404", { kind: "later" }],
    ["http500", { kind: "later" }],
    ["http429", { kind: "later" }],
    ["reset", { kind: "later" }],
  ] as const)("with %s at the API", async (kind, expected) => {
    const { url } = await sent();
    await world.fail({ provider: "twilio", operation: "media", kind, times: 5 });
    expect(await mediaOf().open(url)).toMatchObject(expected);
    const elsewhere = (await world.media.requests()).filter(({ place }) => place === "foreign");
    expect(elsewhere).toEqual([]);
  });

  it.each([
    ["http401", { kind: "later" }],
    ["http404", { kind: "later" }],
    ["http503", { kind: "later" }],
    ["reset", { kind: "later" }],
  ] as const)("with %s at the store", async (kind, expected) => {
    const { url } = await sent();
    await world.fail({ provider: "twilio", operation: "cdn", kind });
    expect(await mediaOf().open(url)).toMatchObject(expected);
  });

  it("isn't followed from place to place without end", async () => {
    const { url } = await sent();
    let hops = 0;
    const maze = (async () => {
      hops += 1;
      return new Response(null, { status: 302, headers: { location: `https://mms.twiliocdn.com/${hops}` } });
    }) as typeof fetch;
    expect(await mediaOf({ fetch: maze }).open(url)).toEqual({ kind: "refused", failure: "download_failed" });
    expect(hops).toBe(4);
  });

  it("that says it is larger than Filo takes isn't read", async () => {
    let cancelled = false;
    const body = new ReadableStream({ cancel: () => void (cancelled = true) });
    const headers = { "content-type": "video/mp4", "content-length": String(maxMediaBytes + 1) };
    const large = (async () => new Response(body, { headers })) as typeof fetch;
    const { url } = await sent();
    expect(await mediaOf({ fetch: large }).open(url)).toEqual({ kind: "refused", failure: "too_large" });
    expect(cancelled).toBe(true);
  });

  it("is opened with the token before, while that one is believed", async () => {
    const { url } = await sent();
    expect((await mediaOf({ tokens: ["wrong", authToken] }).open(url)).kind).toBe("found");
    expect(await mediaOf({ tokens: ["wrong"] }).open(url)).toEqual({ kind: "refused", failure: "download_failed" });
  });

  it("of a number that is nobody's, or whose row cannot be read", async () => {
    const { url } = await sent();
    expect(await mediaOf({ row: "unknown" }).open(url)).toEqual({ kind: "gone" });
    expect((await mediaOf({ row: "away" }).open(url)).kind).toBe("later");
  });

  it("is removed, and removing it again is fine", async () => {
    const { url } = await sent();
    expect(await mediaOf().remove(url)).toEqual({ kind: "removed" });
    expect(await mediaOf().remove(url)).toEqual({ kind: "removed" });
    expect((await world.media.stored()).map(({ deletedAt }) => deletedAt === null)).toEqual([false]);
    await world.fail({ provider: "twilio", operation: "mediaDelete", kind: "http503" });
    expect((await mediaOf().remove(url)).kind).toBe("later");
    expect(await mediaOf({ tokens: ["wrong"] }).remove(url)).toEqual({ kind: "refused" });
  });

  it("known by its place only is found in the list, also after the one before it was removed", async () => {
    const { messageSid } = await sent({ files: 2 });
    const at = (place: number) => placedMediaUrl(world.twilioBase, accountSid, messageSid, place);
    const line = mediaOf();
    expect(await bytesOf(await line.open(at(0)))).toEqual(jpeg);
    expect(await line.remove(at(0))).toEqual({ kind: "removed" });
    expect((await line.open(at(1))).kind).toBe("found");
    expect((await line.open(at(2))).kind).toBe("later");
    await world.fail({ provider: "twilio", operation: "mediaList", kind: "http503", times: 1 });
    places.clear();
    expect((await line.open(at(0))).kind).toBe("later");
  });
});

describe("an address that a form names", () => {
  const base = "https://api.twilio.com";
  const [sms, me] = [`SM${"c".repeat(32)}`, `ME${"d".repeat(32)}`];
  const path = `/2010-04-01/Accounts/${accountSid}/Messages/${sms}/Media/${me}`;
  const foreign = `/2010-04-01/Accounts/${foreignSid}/Messages/${sms}/Media/${me}`;

  it("is taken for the account's own file", () => {
    expect(parseMediaAddress(base + path, base, accountSid)).toEqual({ messageSid: sms, mediaSid: me });
    expect(parseMediaAddress(`${base}${path.slice(0, -35)}?place=3`, base, accountSid)).toEqual({ messageSid: sms, place: 3 });
  });

  it.each([
    ["another host", `https://evil.example${path}`],
    ["a host that begins like Twilio's", `https://api.twilio.com.evil.example${path}`],
    ["a name before an @", `https://api.twilio.com@evil.example${path}`],
    ["credentials of its own", `https://x:y@api.twilio.com${path}`],
    ["another port", `https://api.twilio.com:8443${path}`],
    ["no https", `http://api.twilio.com${path}`],
    ["another account", base + foreign],
    ["a way up", `${base}/2010-04-01/Accounts/${accountSid}/Messages/${sms}/Media/../../../../${foreignSid}/Messages`],
    ["another resource", `${base}/2010-04-01/Accounts/${accountSid}/Recordings/RE1`],
    ["the list without a place", `${base}${path.slice(0, -35)}`],
    ["a place that is none", `${base}${path.slice(0, -35)}?place=-1`],
    ["a file", "file:///etc/passwd"],
    ["nothing", ""],
  ])("with %s is refused before anybody is asked", async (_name, url) => {
    expect(parseMediaAddress(url, base, accountSid)).toBeNull();
    const asked: string[] = [];
    const spy = (async (address: string) => {
      asked.push(address);
      return new Response(null, { status: 500 });
    }) as typeof fetch;
    expect(await mediaOf({ apiBase: base, fetch: spy }).open(url)).toEqual({ kind: "refused", failure: "foreign_source" });
    expect(asked).toEqual([]);
  });

  it.each([
    ["https://mms.twiliocdn.com/AC1/ME1?Signature=x", true],
    ["https://media.twiliocdn.com/x", true],
    ["https://api.twilio.com/x", true],
    ["http://mms.twiliocdn.com/x", false],
    ["https://mms.twiliocdn.com:444/x", false],
    ["https://twiliocdn.com.evil.example/x", false],
    ["https://eviltwiliocdn.com/x", false],
    ["https://169.254.169.254/latest", false],
    ["https://user@mms.twiliocdn.com/x", false],
  ])("redirects to %s: %s", (url, isFollowed) => {
    expect(isTwiliosStore(new URL(url), base)).toBe(isFollowed);
  });
});
