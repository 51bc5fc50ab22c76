import type { ContactRow, MovedRows, WinnerFields } from "../../schema/tables/contacts.ts";
import { isPlaceholderName } from "./displayName.ts";
import type { Identity } from "./person.ts";

interface OwnConversation {
  id: string;
  agentId: string;
}

/** What both people own at the moment of a merge. */
export interface MergeFacts {
  winner: WinnerFields & { identities: Identity[] };
  loser: WinnerFields & { identities: (Identity & { id: string })[] };
  /** Ids of the loser's rows. */
  subscriptions: string[];
  dossierEntries: string[];
  consents: string[];
  customerSessions: string[];
  /** Agents that only the loser has a reading with. */
  readings?: string[];
  /** Threads that are not sealed. */
  winnerConversations: OwnConversation[];
  loserConversations: OwnConversation[];
}

export interface MergePlan {
  moved: MovedRows;
  winnerAfter: WinnerFields;
}

export const winnerFieldsOf = (row: ContactRow | WinnerFields): WinnerFields => ({
  displayName: row.displayName,
  roles: row.roles,
  language: row.language,
  note: row.note,
  claimedEmail: row.claimedEmail,
  aiDisclosedAt: row.aiDisclosedAt,
  goal: row.goal ?? "",
  blockedAt: row.blockedAt ?? null,
});

/** The winner's own fields stay; what was empty is filled, roles add up. */
export const filled = (winner: WinnerFields, loser: WinnerFields, isNameless: boolean): WinnerFields => ({
  displayName: isNameless ? loser.displayName : winner.displayName,
  roles: [...winner.roles, ...loser.roles.filter((role) => !winner.roles.includes(role))],
  language: winner.language ?? loser.language,
  note: winner.note || loser.note,
  claimedEmail: winner.claimedEmail ?? loser.claimedEmail,
  aiDisclosedAt: winner.aiDisclosedAt ?? loser.aiDisclosedAt,
  goal: winner.goal || (loser.goal ?? ""),
  // Nobody gets around it by linking another way of writing.
  blockedAt: winner.blockedAt ?? loser.blockedAt ?? null,
});

/** What a merge moves: everything of the loser's; a thread that both have with one agent is sealed, not moved (DESIGN 1.2). */
export const mergePlan = (facts: MergeFacts): MergePlan => {
  const { winner, loser } = facts;
  const before = winnerFieldsOf(winner);
  const isNameless =
    isPlaceholderName(winner.displayName, winner.identities) && !isPlaceholderName(loser.displayName, loser.identities);
  const pairs = facts.loserConversations.map((own) => ({
    loser: own.id,
    winner: facts.winnerConversations.find((other) => other.agentId === own.agentId)?.id ?? null,
  }));
  return {
    winnerAfter: filled(before, loser, isNameless),
    moved: {
      identities: loser.identities.map(({ id }) => id),
      subscriptions: facts.subscriptions,
      dossierEntries: facts.dossierEntries,
      consents: facts.consents,
      customerSessions: facts.customerSessions,
      readings: facts.readings ?? [],
      conversations: pairs.filter((pair) => pair.winner === null).map((pair) => pair.loser),
      sealed: pairs.flatMap((pair) => (pair.winner === null ? [] : [{ loser: pair.loser, winner: pair.winner }])),
      before,
    },
  };
};

/**
 * The winner's fields once a merge is taken back: what the merge filled in is emptied again, unless somebody has changed it
 * since. Roles that came with the loser go.
 */
export const restored = (now: WinnerFields, before: WinnerFields, loser: WinnerFields): WinnerFields => {
  const back = <K extends keyof WinnerFields>(field: K): WinnerFields[K] =>
    now[field] === loser[field] ? before[field] : now[field];
  return {
    displayName: back("displayName"),
    language: back("language"),
    note: back("note"),
    claimedEmail: back("claimedEmail"),
    aiDisclosedAt: back("aiDisclosedAt"),
    goal: back("goal") ?? "",
    blockedAt: back("blockedAt") ?? null,
    roles: now.roles.filter((role) => before.roles.includes(role) || !loser.roles.includes(role)),
  };
};

/** Two lists of moved rows as one: what was still with the loser when a merge was finished is part of the same merge. */
export const joined = (first: MovedRows, later: MovedRows): MovedRows => ({
  identities: [...first.identities, ...later.identities],
  subscriptions: [...first.subscriptions, ...later.subscriptions],
  dossierEntries: [...first.dossierEntries, ...later.dossierEntries],
  consents: [...(first.consents ?? []), ...(later.consents ?? [])],
  customerSessions: [...first.customerSessions, ...later.customerSessions],
  readings: [...(first.readings ?? []), ...(later.readings ?? [])],
  conversations: [...first.conversations, ...later.conversations],
  sealed: [...first.sealed, ...later.sealed],
  before: first.before,
  ...(first.lead === undefined ? {} : { lead: first.lead }),
});

export const isEmptyMove = (moved: MovedRows): boolean =>
  [
    moved.identities,
    moved.subscriptions,
    moved.dossierEntries,
    moved.consents ?? [],
    moved.customerSessions,
    moved.readings ?? [],
    moved.conversations,
    moved.sealed,
  ].every((list) => list.length === 0);
