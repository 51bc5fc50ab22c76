import { describe, expect, it } from "vitest";
import { addressHashOf, networkOf } from "../../workers/platform/address.ts";

const from = (address?: string) =>
  addressHashOf(new Request("https://filo.test/", address === undefined ? {} : { headers: { "cf-connecting-ip": address } }));

describe("the network a request comes from", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:DB8:0001::6", "2001:db8:1:0"],
    ["2001:db8::", "2001:db8:0:0"],
    ["::1", "0:0:0:0"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["", ""],
  ])("of %s is %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it("is one for a household and never stored as it is", async () => {
    expect(await from("2001:db8:1:2::1")).toBe(await from("2001:db8:1:2:ffff::9"));
    expect(await from("192.0.2.7")).not.toBe(await from("192.0.2.8"));
    expect(await from()).toBe(await from("unknown"));
    expect(await from("192.0.2.7")).toMatch(/^[0-9a-f]{64}$/);
  });
});
