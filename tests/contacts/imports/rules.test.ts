import { describe, expect, it } from "vitest";
import { guessFields } from "../../../workers/contacts/imports/guessFields.ts";
import { judge } from "../../../workers/contacts/imports/judgeRows.ts";
import { fieldsOf, readPerson } from "../../../workers/contacts/imports/readPerson.ts";
import { readTable, type Table } from "../../../workers/contacts/imports/readTable.ts";
import { isRefusal } from "../../../workers/platform/refusal.ts";

const tableOf = (text: string): Table => {
  const table = readTable(text);
  if (isRefusal(table)) throw new Error(table.key);
  return table;
};

describe("a list of people as text", () => {
  it.each([
    ["Nome,Telefono\nAnna,1", ","],
    ["Nome;Telefono\r\nAnna;1\r\n", ";"],
    ["\ufeffNome\tTelefono\nAnna\t1", "tab"],
  ])("is read whichever sign parts it: %j", (text) => {
    expect(tableOf(text)).toEqual({ headings: ["Nome", "Telefono"], rows: [{ line: 2, cells: ["Anna", "1"] }] });
  });

  it("keeps quoted signs and line breaks in their cell, and counts lines as a spreadsheet does", () => {
    const { rows } = tableOf('Nome,Nota\n"Rossi, Anna","prima\nseconda"\n,\nBruno,x');
    expect(rows).toEqual([
      { line: 2, cells: ["Rossi, Anna", "prima\nseconda"] },
      { line: 4, cells: ["Bruno", "x"] },
    ]);
  });

  it.each(["", "Nome,Telefono", "\n\n"])("is refused when there is nobody in it: %j", (text) => {
    expect(readTable(text)).toMatchObject({ key: "malformed_body" });
  });

  it("is refused beyond what is taken at once", () => {
    expect(readTable(`Nome\n${"Anna\n".repeat(5_001)}`)).toMatchObject({ key: "too_large" });
    expect(tableOf(`Nome\n${"Anna\n".repeat(5_000)}`).rows).toHaveLength(5_000);
  });
});

describe("a guess of what columns are", () => {
  it.each([
    ["Nome;Cognome;Cellulare;E-mail;Livello", ["firstName", "lastName", "phone", "email", "level"]],
    ["Cliente;Telefono;Note", ["name", "phone", "note"]],
    ["First name;Last name;Mobile;Email address;Comments", ["firstName", "lastName", "phone", "email", "note"]],
    ["Codice;Nominativo;Obiettivo", [null, "name", "goal"]],
    ["E-mail;E-mail 2", ["email", null]],
  ])("goes by the headings: %s", (head, fields) => {
    expect(guessFields(tableOf(`${head}\n${head.replaceAll(/[^;]+/g, "x")}`))).toEqual(fields);
  });

  it("goes by what stands below where a heading says nothing", () => {
    expect(guessFields(tableOf("A;B;C\nAnna;+44 7700 900001;anna@example.com\nBruno;07700 900002;"))).toEqual([
      null,
      "phone",
      "email",
    ]);
  });
});

describe("a person in a row", () => {
  it("is read with what the columns are", () => {
    const fields = fieldsOf(
      ["Anna", "Rossi", "+44 7700 900001", "ANNA@Example.com ", "Oro", "", "Dimagrire"],
      ["firstName", "lastName", "phone", "email", "level", "role", "goal"],
    );
    expect(readPerson(fields)).toEqual({
      displayName: "Anna Rossi",
      isNamed: true,
      phone: "+447700900001",
      email: "anna@example.com",
      role: null,
      level: 3,
      goal: "Dimagrire",
      note: "",
    });
  });

  it("is called by phone or e-mail for want of a name", () => {
    expect(readPerson({ phone: "+447700900001" })).toMatchObject({ displayName: "+447700900001", isNamed: false });
    expect(readPerson({ email: "anna@example.com" })).toMatchObject({ displayName: "anna@example.com", isNamed: false });
  });

  it.each([
    [{}, "empty"],
    [{ note: "chi?" }, "empty"],
    [{ name: "Anna", phone: "12" }, "bad_phone"],
    [{ name: "Anna", email: "anna@" }, "bad_email"],
    [{ name: "Anna", role: "regina" }, "bad_role"],
    [{ name: "Anna", role: "constructor" }, "bad_role"],
    [{ name: "Anna", level: "9" }, "bad_level"],
    [{ name: "Anna", goal: "x".repeat(501) }, "too_long"],
  ])("is left out when %j", (fields, reason) => {
    expect(readPerson(fields)).toEqual({ reason });
  });

  it("is known by either of what they are known by, and never made one of two", () => {
    const person = { displayName: "A", isNamed: true, phone: "+1", email: "a@b.c", role: null, level: null, goal: "", note: "" };
    const owners = (pairs: [string, string][]) => new Map(pairs);
    expect(judge(person, owners([]), "fill")).toEqual({ verdict: "create" });
    expect(judge(person, owners([["email:a@b.c", "ctc_1"]]), "fill")).toEqual({ verdict: "update", contactId: "ctc_1" });
    expect(judge(person, owners([["email:a@b.c", "ctc_1"]]), "skip")).toEqual({ verdict: "skip", reason: "known" });
    const both = owners([
      ["email:a@b.c", "ctc_1"],
      ["phone:+1", "ctc_2"],
    ]);
    expect(judge(person, both, "fill")).toEqual({ verdict: "skip", reason: "two_people" });
  });
});
