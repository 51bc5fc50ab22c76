import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  confirmCodeOf,
  hashConfirmCode,
  hashLinkCode,
  linkUrl,
  makeLinkCode,
  recogniseLinkCode,
} from "../../workers/contacts/linkCode.ts";

/** Bytes from a list, over and over. */
const tape = (list: number[]) => {
  let at = 0;
  return (length: number) => Uint8Array.from({ length }, () => list[at++ % list.length] ?? 0);
};
const someTape = fc.uint8Array({ minLength: 8, maxLength: 60 }).filter((bytes) => bytes.some((byte) => byte < 240));

describe("codes", () => {
  test("code A is six characters that can't be taken for one another, whatever the bytes", () => {
    fc.assert(
      fc.property(someTape, (bytes) => {
        const code = makeLinkCode(tape([...bytes]));
        expect(code).toMatch(/^FILO-[2-9A-HJKMNP-TV-Z]{6}$/);
        expect(recogniseLinkCode(code)).toBe(code);
      }),
    );
  });

  test("bytes that would favour some characters are thrown away", () => {
    expect(makeLinkCode(tape([255, 240, 0]))).toBe("FILO-222222");
  });

  test("code B is six digits, the same for the same sender, another for any other link or sender", async () => {
    const codes = await Promise.all(
      Array.from({ length: 200 }, (_, at) => confirmCodeOf(`lnk_${Math.floor(at / 2)}`, `ctc_${at % 2}`)),
    );
    for (const code of codes) expect(code).toMatch(/^\d{6}$/);
    expect(await confirmCodeOf("lnk_0", "ctc_0")).toBe(codes[0]);
    expect(new Set(codes).size).toBeGreaterThan(195);
  });

  test.each<[string, string | null]>([
    ["FILO-7K3M9P", "FILO-7K3M9P"],
    ["  filo-7k3m9p \n", "FILO-7K3M9P"],
    ["Ecco il codice: FILO-7K3M9P!", "FILO-7K3M9P"],
    ["FILO\u20137K3M9P", "FILO-7K3M9P"],
    ["FILO-7K3M9PX", null],
    ["PROFILO-7K3M9P", null],
    ["FILO-7K3M9", null],
    ["FILO-7K0M9P", null],
    ["il filo perche mi serve", null],
    ["Parliamo del filo rosso", null],
    ["", null],
  ])("%j holds %j", (text, code) => {
    expect(recogniseLinkCode(text)).toBe(code);
  });

  test("a code is found after whatever text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => {
        expect(recogniseLinkCode(`${text} FILO-7K3M9P`)).not.toBeNull();
      }),
    );
  });

  test("a hash is bound to its agent or link", async () => {
    expect(await hashLinkCode("a", "FILO-7K3M9P")).not.toBe(await hashLinkCode("b", "FILO-7K3M9P"));
    expect(await hashConfirmCode("a", "123456")).not.toBe(await hashConfirmCode("b", "123456"));
  });

  test("the address opens WhatsApp with the code typed", () => {
    expect(linkUrl("+44 7700 900123", "FILO-7K3M9P")).toBe("https://wa.me/447700900123?text=FILO-7K3M9P");
  });
});
