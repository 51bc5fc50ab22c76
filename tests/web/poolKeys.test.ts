import { describe, expect, it } from "vitest";
import type { PoolKey } from "../../schema/contract/platform.ts";
import { fieldsOf, formOf, keyGroups, noteOf } from "../../web/src/console/platform/keyGroups.ts";

const key = (id: string, more: Partial<PoolKey> = {}): PoolKey => ({
  id,
  label: id,
  hint: "",
  project: null,
  isActive: true,
  dailyQuota: null,
  callsToday: 0,
  failuresToday: 0,
  tokensToday: 0,
  lastUsedAt: null,
  restsUntil: null,
  createdAt: "2026-11-21T10:00:00.000Z",
  ...more,
});

describe("keys of the pool", () => {
  it("are shown by project, those without one last", () => {
    const groups = keyGroups([key("a"), key("b", { project: "x" }), key("c", { project: "y" }), key("d", { project: "x" })]);
    expect(groups.map(({ project, keys }) => [project, keys.map(({ id }) => id)])).toEqual([
      ["x", ["b", "d"]],
      ["y", ["c"]],
      [null, ["a"]],
    ]);
  });

  it("count together against the smallest quota of a project they share", () => {
    const [shared] = keyGroups([
      key("a", { project: "x", dailyQuota: 1_500, callsToday: 1_290 }),
      key("b", { project: "x", dailyQuota: 1_000, callsToday: 88 }),
      key("c", { project: "x" }),
    ]);
    expect(shared).toMatchObject({ callsToday: 1_378, dailyQuota: 1_000 });
    expect(shared && noteOf(shared)).toBe("shared");
  });

  it("count alone where they share nothing, or nobody has said", () => {
    const [own, unknown] = keyGroups([key("a", { project: "x", dailyQuota: 5 }), key("b", { dailyQuota: 5 }), key("c")]);
    expect(own && [own.dailyQuota, noteOf(own)]).toEqual([null, null]);
    expect(unknown && [unknown.dailyQuota, noteOf(unknown)]).toEqual([null, "unknown"]);
    const [single] = keyGroups([key("a")]);
    expect(single && noteOf(single)).toBeNull();
    expect(keyGroups([])).toEqual([]);
  });

  it("are sent without a project when none is typed", () => {
    expect(fieldsOf({ ...formOf(null), label: " Aurora ", project: "  " })).toEqual({
      label: "Aurora",
      project: null,
      dailyQuota: null,
    });
    expect(fieldsOf(formOf(key("a", { project: "x", dailyQuota: 9 })))).toEqual({ label: "a", project: "x", dailyQuota: 9 });
  });
});
