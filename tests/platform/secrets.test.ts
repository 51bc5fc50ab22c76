import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMasterKeys } from "../../workers/platform/masterKeys.ts";
import { createSecrets, SecretUnreadable, type SecretPlace } from "../../workers/platform/secrets.ts";

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const key = (fill: number) => Buffer.alloc(32, fill).toString("base64");
const secrets = createSecrets(parseMasterKeys(key(1)), randomBytes);

const placeArbitrary = fc.record({ tenant: fc.string(), table: fc.string(), column: fc.string(), id: fc.string() });
const place: SecretPlace = { tenant: "ten_a", table: "whatsapp_lines", column: "auth_token_sealed", id: "lin_a" };

describe("sealed secrets", () => {
  it("open at their own place, whatever the text", async () => {
    await fc.assert(
      fc.asyncProperty(placeArbitrary, fc.string({ unit: "grapheme" }), async (where, text) => {
        expect(await secrets.open(where, await secrets.seal(where, text))).toBe(text);
      }),
    );
  });

  it("are refused at any other place", async () => {
    await fc.assert(
      fc.asyncProperty(placeArbitrary, placeArbitrary, fc.string(), async (here, there, text) => {
        fc.pre(JSON.stringify(here) !== JSON.stringify(there));
        await expect(secrets.open(there, await secrets.seal(here, text))).rejects.toThrow(SecretUnreadable);
      }),
    );
  });

  it("do not confuse places whose names run together", async () => {
    const sealed = await secrets.seal({ ...place, table: "ab", column: "c" }, "token");
    await expect(secrets.open({ ...place, table: "a", column: "bc" }, sealed)).rejects.toThrow(SecretUnreadable);
  });

  it("are refused once a single character changed", async () => {
    const sealed = await secrets.seal(place, "an auth token");
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), fc.constantFrom(..."Ab0-_.v1"), async (at, character) => {
        fc.pre(sealed[at] !== character);
        const changed = sealed.slice(0, at) + character + sealed.slice(at + 1);
        await expect(secrets.open(place, changed)).rejects.toThrow(SecretUnreadable);
      }),
    );
  });

  it("never look alike and never show their text", async () => {
    const [first, second] = [await secrets.seal(place, "same text"), await secrets.seal(place, "same text")];
    expect(first).not.toBe(second);
    expect(Buffer.from(first.split(".")[2] ?? "", "base64url").toString()).not.toContain("same text");
  });

  it("outlive a rotation while the old key stands in the list, and no longer", async () => {
    const sealed = await secrets.seal(place, "token");
    const rotating = createSecrets(parseMasterKeys(`v2:${key(2)},v1:${key(1)}`), randomBytes);
    expect(await rotating.open(place, sealed)).toBe("token");
    const renewed = await rotating.seal(place, "token");
    expect(renewed).toMatch(/^v2\./);
    const rotated = createSecrets(parseMasterKeys(`v2:${key(2)}`), randomBytes);
    expect(await rotated.open(place, renewed)).toBe("token");
    await expect(rotated.open(place, sealed)).rejects.toThrow(/not in SECRETS_KEY/);
  });

  it("cannot be read with another key of the same version, and the error says where but not what", async () => {
    const sealed = await secrets.seal(place, "token");
    const other = createSecrets(parseMasterKeys(key(9)), randomBytes);
    const error = await other.open(place, sealed).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain("whatsapp_lines.auth_token_sealed");
    expect(String(error)).not.toContain(sealed);
  });

  it.each(["", ".", "v1", "v1..", "v1.!!.??", "plain text", "v1.AAAA.AAAA.AAAA"])(
    "refuse what was never sealed: %j",
    async (text) => {
      await expect(secrets.open(place, text)).rejects.toThrow(SecretUnreadable);
    },
  );
});
