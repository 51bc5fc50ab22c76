import { describe, expect, it } from "vitest";
import type { Contact } from "../../schema/contract/contacts.ts";
import { importFields as contractFields, maxImportBytes } from "../../schema/contract/contactImports.ts";
import { Problem } from "../../web/src/api/problem.ts";
import { contactErrors } from "../../web/src/console/contacts/contactErrors.ts";
import { contactChanges, formOf } from "../../web/src/console/contacts/contactForm.ts";
import { csvText } from "../../web/src/console/contacts/import/csv.ts";
import {
  importFields,
  leftOutTable,
  mapped,
  maxTextLength,
  summaryOf,
} from "../../web/src/console/contacts/import/importRules.ts";
import { textOfFile } from "../../web/src/console/contacts/import/textOfFile.ts";
import { filtersOf, isFiltered } from "../../web/src/console/contacts/list/contactFilters.ts";
import { fieldValue, reachOf } from "../../web/src/console/contacts/merge/fieldValue.ts";
import { importDictionaries } from "../../web/src/i18n/importWords.ts";
import { setLanguage } from "../../web/src/i18n/language.ts";
import { readTable } from "../../workers/contacts/imports/readTable.ts";

const contact: Contact = {
  id: "ctc_1",
  displayName: "Anna Bianchi",
  phone: "+447700900001",
  email: null,
  roles: ["client", "supplier"],
  language: "en",
  languageSource: "set",
  note: "",
  goal: "Correre una maratona",
  level: 2,
  subscription: null,
  identities: [],
  stoppedChannels: ["web"],
  blockedAt: null,
  readings: [],
  mergedInto: null,
  createdAt: "2026-11-01T10:00:00.000Z",
};

describe("the filters of the contacts' list", () => {
  it("are read from the address, and what means nothing is left out", () => {
    expect(filtersOf({ search: " anna ", role: "client", level: "3", state: "stopped" })).toEqual({
      search: "anna",
      role: "client",
      level: 3,
      state: "stopped",
    });
    const nothing = filtersOf({ search: " ", role: "king", level: "4", state: "happy" });
    expect(Object.values(nothing).every((value) => value === undefined)).toBe(true);
    expect([isFiltered(nothing), isFiltered(filtersOf({ level: "1" }))]).toEqual([false, true]);
  });
});

describe("a contact's form", () => {
  it("sends a goal that was changed, and only that", () => {
    const form = formOf(contact);
    expect(contactChanges(contact, form)).toEqual({});
    expect(contactChanges(contact, { ...form, goal: " Dormire " })).toEqual({ goal: "Dormire" });
    expect(contactChanges(contact, { ...form, goal: "" })).toEqual({ goal: "" });
  });

  it("says beside the field that a phone or an e-mail is somebody else's", () => {
    expect(Object.keys(contactErrors(new Problem("phone_taken", 409)))).toEqual(["phone"]);
    expect(Object.keys(contactErrors(new Problem("email_taken", 409)))).toEqual(["email"]);
    const errors = [{ path: "displayName", code: "too_small", message: "Too small: expected string to have >=1 characters" }];
    expect(Object.keys(contactErrors(new Problem("invalid_input", 400, { errors })))).toEqual(["displayName"]);
    expect(contactErrors(null)).toEqual({});
  });
});

describe("a contact's fields in words", () => {
  it("are said as the reader knows them, and nothing as nothing", () => {
    setLanguage("it");
    const said = (["displayName", "roles", "level", "language", "stoppedChannels", "blockedAt", "note", "email"] as const).map(
      (field) => fieldValue(contact, field),
    );
    expect(said).toEqual(["Anna Bianchi", "Cliente e Fornitore", "Argento", "Inglese", "Web", null, null, null]);
    expect(reachOf({ ...contact, email: "anna@example.test" })).toBe("+447700900001 · anna@example.test");
    expect(reachOf({ ...contact, phone: null })).toBe("");
  });
});

describe("a file's text", () => {
  const utf8 = new TextEncoder();

  it.each<[string, Uint8Array]>([
    ["UTF-8", utf8.encode("Nome;Città\nNiccolò;Forlì")],
    ["UTF-8 with its mark", utf8.encode("\ufeffNome;Città\nNiccolò;Forlì")],
    ["windows-1252", Uint8Array.from("Nome;Città\nNiccolò;Forlì", (letter) => letter.charCodeAt(0))],
    ["UTF-16", new Uint8Array(Uint16Array.from("\ufeffNome;Città\nNiccolò;Forlì", (letter) => letter.charCodeAt(0)).buffer)],
  ])("is read from %s", (_, bytes) => {
    expect(textOfFile(bytes)).toBe("Nome;Città\nNiccolò;Forlì");
  });

  it("keeps the euro sign and curly quotes of windows-1252", () => {
    expect(textOfFile(new Uint8Array([0x80, 0x20, 0x93, 0xe8, 0x94]))).toBe("€ “è”");
  });
});

describe("the columns of an import", () => {
  it("are offered as the contract has them, and bounded like it", () => {
    expect([...importFields].toSorted()).toEqual([...contractFields].toSorted());
    expect(maxTextLength).toBe(maxImportBytes);
  });

  it("hold each field once: the last choice takes it from the other column", () => {
    expect(mapped(["name", "phone", null], 2, "phone")).toEqual(["name", null, "phone"]);
    expect(mapped(["name", null, null], 0, null)).toEqual([null, null, null]);
  });

  it("sum a row up by its name, or by the first thing that stands in it", () => {
    expect(summaryOf({ firstName: "Anna", lastName: "Bianchi", email: "a@example.test", goal: "Correre" })).toEqual({
      name: "Anna Bianchi",
      rest: ["a@example.test", "Correre"],
    });
    expect(summaryOf({ phone: "+447700900001", note: "Sera" })).toEqual({ name: "+447700900001", rest: ["Sera"] });
    expect(summaryOf({})).toEqual({ name: "", rest: [] });
  });
});

describe("the file of what was left out", () => {
  const rows = [
    { fields: { name: "Anna; detta «Nina»", note: 'Dice "sì"\nsempre' }, reason: "bad_phone" as const },
    { fields: { name: "=HYPERLINK(1)", phone: "+39 abc" }, reason: null },
  ];
  const table = leftOutTable(rows, importDictionaries.it);

  it("has the fields that were there and the reason in words", () => {
    expect(table).toEqual([
      ["Nome completo", "Telefono", "Nota interna", "Motivo"],
      ["Anna; detta «Nina»", "", 'Dice "sì"\nsempre', importDictionaries.it.reasons.bad_phone],
      ["=HYPERLINK(1)", "+39 abc", "", ""],
    ]);
  });

  it("runs nothing in a spreadsheet, and is a table that can be imported again", () => {
    const text = csvText(table);
    const read = readTable(text);
    expect(read).toMatchObject({ headings: table[0] });
    const cells = "rows" in read ? read.rows.map((row) => row.cells) : [];
    expect(cells[0]).toEqual(table[1]);
    expect(text.split(/[,;\r\n]/).filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([]);
    for (const risky of ["=1+1", "+1", "-1", "@a", " =1", "＝1"]) expect(csvText([[risky]])).toContain(`'${risky}`);
    expect(csvText([["\t=1"]])).toContain("'\t'=1");
  });
});
