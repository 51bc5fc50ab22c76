import { describe, expect, it } from "vitest";
import { attentionsOf, pilesOf, placeOf } from "../../workers/inbox/piles.ts";

describe("a filter", () => {
  it("shows leads, clients, or both", () => {
    expect(pilesOf("leads")).toEqual([0]);
    expect(pilesOf("clients")).toEqual([1]);
    expect(pilesOf("all")).toEqual([...pilesOf("leads"), ...pilesOf("clients")]);
    expect(pilesOf("needs_person")).toEqual(pilesOf("all"));
  });

  it("shows all, or only what needs a person", () => {
    expect(attentionsOf("needs_person")).toEqual([1]);
    expect(attentionsOf("all")).toEqual([0, 1]);
  });

  it("looks where its conversations lie", () => {
    for (const place of ["snoozed", "closed", "blocked"] as const) expect(placeOf(place)).toBe(place);
    for (const filter of ["all", "leads", "clients", "needs_person", "mine"] as const) expect(placeOf(filter)).toBe("open");
  });
});
