import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "../../workers/platform/passwords.ts";

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));

describe("passwords", () => {
  it("match themselves and nothing else", async () => {
    const hash = await hashPassword("correct horse", randomBytes);
    expect(await verifyPassword("correct horse", hash)).toBe(true);
    for (const other of ["", "correct hors", "correct horse ", "Correct horse"])
      expect(await verifyPassword(other, hash)).toBe(false);
  });

  it("are stored with their cost and a salt of their own, never as they are", async () => {
    const [first, second] = [await hashPassword("correct horse", randomBytes), await hashPassword("correct horse", randomBytes)];
    expect(first).toMatch(/^scrypt\$16384\$8\$5\$[\w-]{22}\$[\w-]{43}$/);
    expect(first).not.toBe(second);
  });

  it("still match when they were stored at another cost", async () => {
    const cheap = "scrypt$1024$8$1$TmFDbA$zPWI3Rde0pmU60Ya_Cc8WFdI71KMB5wcuHu1ayySqog";
    expect(await verifyPassword("password", cheap)).toBe(false);
    const { scryptSync } = await import("node:crypto");
    const key = scryptSync("password", "NaCl", 32, { N: 1024, r: 8, p: 1 }).toString("base64url");
    expect(await verifyPassword("password", `scrypt$1024$8$1$TmFDbA$${key}`)).toBe(true);
  });

  it("are what was meant, on whichever keyboard it was typed", async () => {
    expect(await verifyPassword("perche\u0301", await hashPassword("perch\u00e9", randomBytes))).toBe(true);
  });

  it("of nobody match nothing, after as much work as anybody's", async () => {
    const hash = await hashPassword("correct horse", randomBytes);
    const time = async (stored: string | null) => {
      // The processor's time: what else the machine does has no part in it.
      const start = process.cpuUsage();
      expect(await verifyPassword("another", stored)).toBe(false);
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    await time(hash);
    const [known, unknown] = [Math.min(await time(hash), await time(hash)), Math.min(await time(null), await time(null))];
    expect(unknown / known).toBeGreaterThan(0.4);
    expect(unknown / known).toBeLessThan(2.5);
  });

  it("stored in no form that we know are an error, not a way in", async () => {
    for (const stored of ["", "plain", "scrypt$16384$8$5$$", "scrypt$16384$8$5$AAAA$AAAA"])
      await expect(verifyPassword("", stored)).rejects.toThrow(/malformed/);
  });
});
