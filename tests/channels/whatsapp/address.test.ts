import { describe, expect, it } from "vitest";
import { formatAddress, parseAddress, parseOwnNumber } from "../../../workers/channels/whatsapp/address.ts";

describe("WhatsApp addresses", () => {
  it.each([
    ["whatsapp:+447700900001", { kind: "phone", value: "+447700900001" }],
    ["WhatsApp: +447700900001 ", { kind: "phone", value: "+447700900001" }],
    ["+447700900001", { kind: "phone", value: "+447700900001" }],
    ["whatsapp:GB.13491208655302741918", { kind: "whatsapp", value: "GB.13491208655302741918" }],
    ["whatsapp:US.ENT.11815799212886844830", { kind: "whatsapp", value: "US.ENT.11815799212886844830" }],
    ["whatsapp:us.AbC", { kind: "whatsapp", value: "us.AbC" }],
    ["whatsapp:", null],
    ["whatsapp:two words", null],
    [`whatsapp:${"A".repeat(141)}`, null],
    ["GB.13491208655302741918", null],
    ["447700900001", null],
    ["+0447700900001", null],
    ["", null],
  ])("reads %j", (address, identity) => {
    expect(parseAddress(address)).toEqual(identity);
  });

  it("writes a user id back letter by letter, without a plus", () => {
    for (const value of ["GB.13491208655302741918", "+447700900001"])
      expect(parseAddress(formatAddress(value))?.value).toBe(value);
    expect(formatAddress("GB.13")).toBe("whatsapp:GB.13");
  });

  it("knows our own number with and without the channel, and takes no user id for one", () => {
    expect(parseOwnNumber("whatsapp:+14155550123")).toBe("+14155550123");
    expect(parseOwnNumber("+14155550123")).toBe("+14155550123");
    expect(parseOwnNumber("whatsapp:GB.13491208655302741918")).toBeNull();
  });
});
