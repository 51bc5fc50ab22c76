import { describe, expect, it } from "vitest";
import { clearCookie, cookieNames, readCookie, setCookie } from "../../workers/platform/cookies.ts";

const carrying = (cookie: string) => new Request("https://filo.test/", { headers: { cookie } });

describe("cookies", () => {
  it("are found by their whole name", () => {
    const request = carrying("a=1; __Host-filo-customer=c=; __Host-filo=s;__Host-filo=second");
    expect(readCookie(request, cookieNames.console)).toBe("s");
    expect(readCookie(request, cookieNames.customer)).toBe("c=");
    expect(readCookie(request, cookieNames.visitor)).toBeNull();
    expect(readCookie(new Request("https://filo.test/"), cookieNames.console)).toBeNull();
    expect(readCookie(carrying("__Host-filo"), cookieNames.console)).toBe("");
  });

  it("are set as the prefix demands (RFC 6265bis, section 4.1.3.2): secure, on all paths, for no other host", () => {
    for (const name of Object.values(cookieNames)) {
      const cookie = setCookie(name, "v", 60);
      expect(cookie.split("; ")).toEqual([`${name}=v`, "Path=/", "Max-Age=60", "HttpOnly", "Secure", "SameSite=Lax"]);
      expect(clearCookie(name)).toContain("Max-Age=0");
    }
  });
});
