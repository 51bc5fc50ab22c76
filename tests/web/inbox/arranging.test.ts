import { describe, expect, it } from "vitest";
import { membershipRoleSchema } from "../../../schema/contract/enums.ts";
import type { TeamMember } from "../../../schema/contract/team.ts";
import { takenBack, withLabel } from "../../../web/src/console/inbox/head/arrangement.ts";
import { assignees, assignMenu } from "../../../web/src/console/inbox/head/assignMenu.ts";
import { conversation } from "../world.ts";

const now = Date.parse("2026-03-10T09:00:00Z");
const later = "2026-03-10T10:00:00.000Z";

describe("taking an arrangement back", () => {
  it("restores what was changed and nothing else", () => {
    const before = conversation(1, { assignee: { id: "usr_1", name: "Ada" }, labelIds: ["lbl_1"] });
    expect(takenBack(before, { assigneeId: null }, now)).toEqual({ assigneeId: "usr_1" });
    expect(takenBack(before, { labelIds: [] }, now)).toEqual({ labelIds: ["lbl_1"] });
    expect(takenBack(before, { place: "closed" }, now)).toEqual({ place: "open" });
    expect(takenBack(conversation(1), { assigneeId: "usr_2" }, now)).toEqual({ assigneeId: null });
  });

  it("snoozes again only until a moment still to come", () => {
    const snoozed = conversation(1, { place: "snoozed", snoozedUntil: later });
    expect(takenBack(snoozed, { place: "open" }, now)).toEqual({ place: "snoozed", snoozedUntil: later });
    expect(takenBack(snoozed, { place: "open" }, Date.parse(later))).toEqual({ place: "open" });
  });

  it("closes again what was reopened", () => {
    expect(takenBack(conversation(1, { place: "closed" }), { place: "open" }, now)).toEqual({ place: "closed" });
  });
});

describe("a label", () => {
  it("is put on and taken off, and leaves the others alone", () => {
    expect(withLabel(["a"], "b")).toEqual(["a", "b"]);
    expect(withLabel(["a", "b"], "a")).toEqual(["b"]);
  });
});

describe("whom a conversation may be assigned to", () => {
  const member = (userId: string, name: string, role: TeamMember["role"] = "member"): TeamMember => ({
    userId,
    name,
    role,
    email: "",
    joinedAt: later,
    lastSeenAt: null,
  });
  const me = { id: "usr_1", name: "Zoe" };
  const team = [member("usr_3", "Carla"), member("usr_1", "Zoe"), member("usr_2", "Bruno"), member("usr_4", "Rita", "readonly")];

  it("is me first, then the others by name, never who may only read", () => {
    expect(assignees(team, me).map(({ name }) => name)).toEqual(["Zoe", "Bruno", "Carla"]);
    expect(membershipRoleSchema.options.filter((role) => assignees([member("usr_9", "X", role)], me).length === 1)).toEqual([
      "readonly",
    ]);
  });

  it("is me alone while nobody can tell who else works here", () => {
    const [section] = assignMenu({ team: undefined, me, assignee: null, onAssign: () => undefined });
    expect(section?.items.map((item) => item.label)).toHaveLength(2);
    expect(section?.items.at(-1)).toMatchObject({ isChosen: true, help: expect.any(String) });
  });
});
