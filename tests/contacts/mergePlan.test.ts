import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roleSchema } from "../../schema/contract/enums.ts";
import { filled, mergePlan, restored, type MergeFacts } from "../../workers/contacts/mergePlan.ts";

const fields = fc.record({
  displayName: fc.constantFrom("Anna", "Bruno", "Visitatore"),
  roles: fc.uniqueArray(fc.constantFrom(...roleSchema.options)),
  language: fc.constantFrom("it" as const, "en" as const, null),
  note: fc.constantFrom("", "Chiamare dopo le 18"),
  claimedEmail: fc.constantFrom(null, "anna@example.test", "bruno@example.test"),
  aiDisclosedAt: fc.constantFrom(null, 1, 2),
  goal: fc.constantFrom("", "Correre dieci chilometri"),
  blockedAt: fc.constantFrom(null, 1, 2),
});
const threads = (prefix: string) =>
  fc
    .uniqueArray(fc.constantFrom("a1", "a2", "a3"))
    .map((agents) => agents.map((agentId) => ({ id: `${prefix}-${agentId}`, agentId })));
const facts: fc.Arbitrary<MergeFacts> = fc.record({
  winner: fields.map((one) => ({ ...one, identities: [] })),
  loser: fields.map((one) => ({ ...one, identities: [{ id: "i1", kind: "visitor" as const, value: "v" }] })),
  subscriptions: fc.uniqueArray(fc.constantFrom("s1", "s2")),
  dossierEntries: fc.constant(["d1"]),
  consents: fc.constant(["c1"]),
  customerSessions: fc.constant(["h1"]),
  winnerConversations: threads("w"),
  loserConversations: threads("l"),
});

describe("what a merge moves", () => {
  test("each of the loser's threads exactly once: sealed if the winner has one with that agent, else given away", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { moved } = mergePlan(given);
        const all = [...moved.conversations, ...moved.sealed.map(({ loser }) => loser)];
        expect(all.toSorted()).toEqual(given.loserConversations.map(({ id }) => id).toSorted());
        for (const pair of moved.sealed) expect(pair.winner.slice(2)).toBe(pair.loser.slice(2));
        const taken = new Set(given.winnerConversations.map(({ agentId }) => agentId));
        for (const id of moved.conversations) expect(taken.has(id.slice(2))).toBe(false);
      }),
    );
  });

  test("no role is lost and none invented", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { roles } = mergePlan(given).winnerAfter;
        expect(new Set(roles)).toEqual(new Set([...given.winner.roles, ...given.loser.roles]));
        expect(new Set(roles).size).toBe(roles.length);
      }),
    );
  });

  test("nobody who was blocked is let in by it", () => {
    fc.assert(
      fc.property(facts, ({ winner, loser, ...rest }) => {
        const { blockedAt } = mergePlan({ winner, loser, ...rest }).winnerAfter;
        expect(blockedAt !== null).toBe(winner.blockedAt !== null || loser.blockedAt !== null);
      }),
    );
  });

  test("a name somebody gave is never replaced by a placeholder", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { displayName } = mergePlan(given).winnerAfter;
        if (given.winner.displayName !== "Visitatore") expect(displayName).toBe(given.winner.displayName);
        else expect(displayName).toBe(given.loser.displayName);
      }),
    );
  });

  test("taken back at once, the winner is as before; what was changed meanwhile stays", () => {
    fc.assert(
      fc.property(fields, fields, (winner, loser) => {
        const merged = filled(winner, loser, winner.displayName === "Visitatore");
        expect(restored(merged, winner, loser)).toEqual(winner);
        const later = { ...merged, note: "Nuova nota", displayName: "Carla" };
        expect(restored(later, winner, loser)).toMatchObject({ note: "Nuova nota", displayName: "Carla" });
      }),
    );
  });
});
