import { describe, expect, it } from "vitest";
import { isNarrowed, viewName, viewOf } from "../../../web/src/console/inbox/list/viewOf.ts";
import { inboxFilters, inboxSorts, paths } from "../../../web/src/paths.ts";

const queryOf = (address: string) => Object.fromEntries(new URLSearchParams(address.split("?")[1] ?? ""));

describe("what an address says of the list", () => {
  it("is read back from every address that is written", () => {
    for (const filter of inboxFilters)
      for (const sort of inboxSorts)
        for (const narrowed of [{}, { agentId: "agt_1" }, { agentId: "agt_1", labelId: "lbl_1" }]) {
          const view = { filter, sort, ...narrowed };
          expect(viewOf(queryOf(paths.inbox("cnv_1", view)))).toEqual(view);
        }
  });

  it("counts as not said when it does not exist", () => {
    expect(viewOf({ filter: "everything", sort: "name", agent: "lbl_1", label: "x" })).toEqual({
      filter: "all",
      sort: "attention",
    });
    expect(viewOf({})).toEqual({ filter: "all", sort: "attention" });
  });
});

describe("a view's name", () => {
  it("tells apart what shows different lists", () => {
    const views = [
      viewOf({}),
      viewOf({ sort: "recent" }),
      viewOf({ filter: "mine" }),
      viewOf({ agent: "agt_1" }),
      viewOf({ label: "lbl_1" }),
      viewOf({ agent: "agt_1", label: "lbl_1" }),
    ];
    expect(new Set(views.map(viewName)).size).toBe(views.length);
    expect(views.map(isNarrowed)).toEqual([false, false, false, true, true, true]);
  });
});
