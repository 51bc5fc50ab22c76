import { describe, expect, it } from "vitest";
import { isSignedByTwilio } from "../../../workers/channels/whatsapp/signature.ts";

// The worked example of https://www.twilio.com/docs/usage/webhooks/webhooks-security#explore-the-algorithm-yourself
const token = "12345";
const url = "https://example.com/myapp.php?foo=1&bar=2";
const params = { Digits: "1234", To: "+18005551212", From: "+14158675310", Caller: "+14158675310", CallSid: "CA1234567890ABCDE" };
const signature = "L/OH5YylLD5NRKLltdqwSvS0BnU=";

describe("Twilio's signature", () => {
  it("matches the documented example", () => {
    expect(isSignedByTwilio(token, { url, params, signature })).toBe(true);
  });

  it("matches with the port that a proxy adds or drops", () => {
    expect(isSignedByTwilio(token, { url: url.replace("example.com", "example.com:443"), params, signature })).toBe(true);
  });

  it.each([
    ["no signature", { url, params, signature: null }],
    ["an empty one", { url, params, signature: "" }],
    ["one cut short", { url, params, signature: signature.slice(0, -4) }],
    ["another field", { url, params: { ...params, MediaUrl0: "https://evil.example" }, signature }],
    ["another path", { url: url.replace("myapp", "yourapp"), params, signature }],
    ["another query", { url: `${url}&baz=3`, params, signature }],
    ["another scheme", { url: url.replace("https", "http"), params, signature }],
  ])("does not match with %s", (_name, signed) => {
    expect(isSignedByTwilio(token, signed)).toBe(false);
  });

  it("does not match with another token", () => {
    expect(isSignedByTwilio("12346", { url, params, signature })).toBe(false);
  });
});
