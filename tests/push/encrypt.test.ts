import { describe, expect, it } from "vitest";
import { fromBase64Url, toBase64Url } from "../../workers/platform/base64url.ts";
import { coordinates, freshPair, isPoint, readPoint, type Bytes } from "../../workers/push/curve.ts";
import { encryptPush, longestPush } from "../../workers/push/encrypt.ts";
import { browserKeys, readPush } from "../world/push/browser.ts";

const bytes = (text: string): Bytes => fromBase64Url(text) ?? new Uint8Array();

/** RFC 8291, section 5 and appendix A. */
const example = {
  text: "When I grow up, I want to be a watermelon",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  browserPrivate: "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
  senderPublic: "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
  senderPrivate: "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
  salt: "DGv6ra1nlYgDCS1FRnbzlw",
  body:
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT" +
    "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
};

const senderPair = async () => {
  const publicPoint = bytes(example.senderPublic);
  const jwk = { kty: "EC", crv: "P-256", ...coordinates(publicPoint), d: example.senderPrivate };
  const ecdh = { name: "ECDH", namedCurve: "P-256" };
  return { publicPoint, privateKey: await crypto.subtle.importKey("jwk", jwk, ecdh, true, ["deriveBits"]) };
};

const salt = () => crypto.getRandomValues(new Uint8Array(16));

describe("a push message", () => {
  it("is encrypted as in the RFC's example, byte for byte", async () => {
    const browser = { p256dh: bytes(example.p256dh), auth: bytes(example.auth) };
    const sealed = await encryptPush(example.text, browser, await senderPair(), bytes(example.salt));
    expect(toBase64Url(sealed)).toBe(example.body);
  });

  it("is read by the browser of the world as the RFC says", () => {
    const keys = { privateKey: example.browserPrivate, p256dh: example.p256dh, auth: example.auth };
    expect(readPush(keys, bytes(example.body))).toBe(example.text);
  });

  it("reaches the browser it is for, whole, whatever it says", async () => {
    const keys = browserKeys();
    const browser = { p256dh: bytes(keys.p256dh), auth: bytes(keys.auth) };
    for (const text of ["", "Perché no? 🙂", "x".repeat(longestPush)]) {
      const sealed = await encryptPush(text, browser, await freshPair(), salt());
      expect(sealed.length).toBeLessThanOrEqual(4_096);
      expect(readPush(keys, sealed)).toBe(text);
    }
  });

  it("is opaque to every other browser, and twice never the same", async () => {
    const [keys, other] = [browserKeys(), browserKeys()];
    const browser = { p256dh: bytes(keys.p256dh), auth: bytes(keys.auth) };
    const [one, two] = [
      await encryptPush("ciao", browser, await freshPair(), salt()),
      await encryptPush("ciao", browser, await freshPair(), salt()),
    ];
    expect(toBase64Url(one)).not.toBe(toBase64Url(two));
    expect(() => readPush({ ...other, p256dh: keys.p256dh }, one)).toThrow();
    expect(() => readPush({ ...keys, auth: other.auth }, one)).toThrow();
  });

  it("is never longer than a push service takes", async () => {
    const keys = browserKeys();
    const browser = { p256dh: bytes(keys.p256dh), auth: bytes(keys.auth) };
    await expect(encryptPush("x".repeat(longestPush + 1), browser, await freshPair(), salt())).rejects.toThrow("too long");
  });
});

describe("a browser's point", () => {
  it("is taken only when it is one of the curve", async () => {
    const good = bytes(browserKeys().p256dh);
    expect(isPoint(good)).toBe(true);
    await expect(readPoint(good)).resolves.toBeDefined();
    const bad = Uint8Array.from([4, ...new Uint8Array(64).fill(7)]);
    await expect(readPoint(bad)).rejects.toThrow();
    for (const wrong of [null, bytes("AAAA"), Uint8Array.from([2, ...new Uint8Array(64)])]) expect(isPoint(wrong)).toBe(false);
  });
});
