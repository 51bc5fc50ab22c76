import { describe, expect, it } from "vitest";
import {
  hashOf,
  newVisitorToken,
  readVisitorToken,
  visitorCookie,
  visitorSetCookie,
} from "../../../workers/channels/web/visitor.ts";

const token = newVisitorToken((length) => new Uint8Array(length).fill(7));

describe("a visitor's cookie", () => {
  it("comes back as it was set", () => {
    const sent = visitorSetCookie(token).split(";")[0]!;
    expect(readVisitorToken(sent)).toBe(token);
    expect(readVisitorToken(`a=b; ${sent}; ${visitorCookie}=${"x".repeat(32)}`)).toBe(token);
  });

  it.each([[null], [""], ["a=b"], [`${visitorCookie}=short`], [`${visitorCookie}="${token}"`], [`x${visitorCookie}=${token}`]])(
    "%j holds none",
    (header) => {
      expect(readVisitorToken(header)).toBeNull();
    },
  );

  it("is kept from scripts and other sites", () => {
    expect(visitorSetCookie(token)).toMatch(/^__Host-.*; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/);
  });

  it("is stored only as its SHA-256", async () => {
    // FIPS 180-2, appendix B.1.
    expect(await hashOf("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});
