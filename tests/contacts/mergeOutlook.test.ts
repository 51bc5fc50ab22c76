import { describe, expect, test } from "vitest";
import type { Contact } from "../../schema/contract/contacts.ts";
import { changesOf, leftOutOf, stoppedOf } from "../../workers/contacts/mergeOutlook.ts";

const card = (own: Partial<Contact>): Contact => ({
  id: "ctc_1",
  displayName: "Anna",
  phone: null,
  email: null,
  roles: [],
  language: null,
  languageSource: null,
  note: "",
  goal: "",
  level: 1,
  subscription: null,
  identities: [],
  stoppedChannels: [],
  blockedAt: null,
  readings: [],
  mergedInto: null,
  createdAt: "2026-11-01T10:00:00.000Z",
  ...own,
});

describe("what a merge changes", () => {
  test("is what differs, whatever the order of a list", () => {
    expect(changesOf(card({ roles: ["lead", "client"] }), card({ roles: ["client", "lead"] }))).toEqual([]);
    expect(changesOf(card({}), card({ roles: ["lead"], unconfirmedEmail: "a@example.test", level: 2 }))).toEqual([
      "roles",
      "level",
      "unconfirmedEmail",
    ]);
  });
});

describe("what a merge leaves behind", () => {
  test("is what the other had written where something else stands", () => {
    const after = card({ note: "Sera", roles: ["lead", "client"], goal: "Dormire", language: "it" });
    expect(leftOutOf(card({ note: "Mattina", roles: ["client"], goal: "Dormire", language: "en" }), after)).toEqual([
      "note",
      "language",
    ]);
    expect(leftOutOf(card({ displayName: "A. Bianchi" }), after)).toEqual(["displayName"]);
  });

  test("is never a way to reach them, a level, a block or a STOP", () => {
    const loser = card({
      phone: "+447700900001",
      email: "a@example.test",
      level: 2,
      blockedAt: "2026-11-01T10:00:00.000Z",
      stoppedChannels: ["web"],
    });
    expect(leftOutOf(loser, card({ phone: "+447700900002", email: "b@example.test", level: 3 }))).toEqual([]);
  });
});

test("of two people's words on a channel the newest holds, whoever said it", () => {
  const said = (contactId: string, channel: "web" | "whatsapp", state: "stopped" | "started", at: number) => ({
    contactId,
    channel,
    state,
    at,
  });
  expect(
    stoppedOf([said("a", "web", "stopped", 1), said("b", "web", "started", 2), said("a", "whatsapp", "stopped", 3)]),
  ).toEqual(["whatsapp"]);
  expect(stoppedOf([said("b", "web", "started", 2), said("a", "web", "stopped", 3)])).toEqual(["web"]);
  expect(stoppedOf([])).toEqual([]);
});
