import type { AgentDraftFields } from "../../schema/contract/agentDrafts.ts";
import type { AgentFields } from "../../schema/contract/agents.ts";
import type { AgentWarning, AgentWarningKey } from "../../schema/contract/agentVersions.ts";
import type { Level } from "../../schema/contract/enums.ts";
import { speaksOfKnowledge } from "./knowledgeWords.ts";

/** How many documents there are of a kind. */
export interface Shelf {
  scope: "agent" | "store";
  minLevel: Level;
  state: "pending" | "ready" | "failed";
  count: number;
}

/** As far as clients are counted: beyond, nobody decides otherwise for one more. */
export const mostClientsCounted = 1_000;

/** What is published, what would be, and what neither says. */
export interface PublicationFacts {
  before: AgentFields;
  after: AgentFields | (AgentFields & AgentDraftFields);
  hasLine: boolean;
  /** Whether the installation has Vertex AI: an agent that wants nothing else is never answered for without. */
  hasVertex: boolean;
  /** The tenant's clients, those who have a record of their own; one more than `mostClientsCounted` stands for any number beyond. */
  clients: number;
  shelves: Shelf[];
}

type Found = Pick<AgentWarning, "field"> & { level?: Level; count?: number; isMore?: boolean };

const warning = (key: AgentWarningKey, found: Found): AgentWarning => make("warning", key, found);
const hint = (key: AgentWarningKey, found: Found): AgentWarning => make("hint", key, found);
const make = (
  severity: AgentWarning["severity"],
  key: AgentWarningKey,
  { field, level, count, isMore = false }: Found,
): AgentWarning => ({
  key,
  severity,
  field,
  level: level ?? null,
  count: count ?? null,
  isMore,
});

const allLevels: readonly Level[] = [1, 2, 3];
const overlayField = (level: Level) => `levelPromptOverlay${level}` as const;
const isEmpty = (text: string | null | undefined): boolean => !text?.trim();

/** Overlays add up for everybody of a level, whether the agent was opened to it or not (requirement 1, section 7.3). */
const overlayWarnings = ({ after }: PublicationFacts): AgentWarning[] =>
  allLevels.flatMap((level) => {
    const field = overlayField(level);
    const place = { field, level };
    if (after.levels.includes(level)) return isEmpty(after[field]) ? [warning("empty_overlay", place)] : [];
    if (isEmpty(after[field])) return [];
    return [after.levels.length === 0 ? hint("unused_overlay", place) : warning("overlay_of_closed_level", place)];
  });

const clientsLoseRecords = (clients: number): AgentWarning =>
  warning("clients_lose_records", {
    field: "levels",
    count: Math.min(clients, mostClientsCounted),
    isMore: clients > mostClientsCounted,
  });

const levelWarnings = ({ before, after, clients }: PublicationFacts): AgentWarning[] => {
  if (after.levels.length === 0) return [];
  const becomesLevelled = before.levels.length === 0 && before.isActive;
  return [
    ...(becomesLevelled && clients > 0 ? [clientsLoseRecords(clients)] : []),
    ...(isEmpty(after.upgradeText) ? [warning("no_upgrade_text", { field: "upgradeText" })] : []),
  ];
};

const isSeenAt = (level: Level) => (shelf: Shelf) => (shelf.scope === "store" ? level === 3 : shelf.minLevel <= level);
const total = (shelves: Shelf[]): number => shelves.reduce((sum, { count }) => sum + count, 0);

/** Where a text sends the model to documents that whoever gets the text cannot be answered from. */
const shelfWarning = (shelves: Shelf[], level: Level): AgentWarning[] => {
  const seen = shelves.filter(isSeenAt(level));
  if (total(seen.filter(({ state }) => state === "ready")) > 0) return [];
  const place = { field: "knowledge", level } as const;
  if (total(seen) > 0) return [warning("knowledge_not_ready", { ...place, count: total(seen) })];
  const own = shelves.filter(({ scope }) => scope === "agent");
  return [
    total(own) > 0 ? warning("knowledge_above_level", { ...place, count: total(own) }) : warning("knowledge_missing", place),
  ];
};

const knowledgeWarnings = ({ after, shelves }: PublicationFacts): AgentWarning[] => {
  const lowest = allLevels.find((level) => after.levels.includes(level)) ?? 1;
  const sent = allLevels.filter(
    (level) =>
      (after.levels.includes(level) && speaksOfKnowledge(after[overlayField(level)])) ||
      (level === lowest && speaksOfKnowledge(after.instructions)),
  );
  return sent.flatMap((level) => shelfWarning(shelves, level));
};

const reachWarnings = ({ before, after, hasLine, hasVertex }: PublicationFacts): AgentWarning[] => [
  ...(before.isActive && !after.isActive ? [warning("page_closes", { field: "isActive" })] : []),
  ...(before.isActive && before.slug !== after.slug ? [warning("address_changes", { field: "slug" })] : []),
  ...(isEmpty(after.instructions) ? [warning("no_instructions", { field: "instructions" })] : []),
  ...(after.dailySpendCapMicros === 0 ? [warning("no_money", { field: "dailySpendCapMicros" })] : []),
  ...(after.modelProvider === "vertex" && !hasVertex ? [warning("no_vertex", { field: "modelProvider" })] : []),
  ...(after.autoResponseEnabled ? [] : [hint("never_answers", { field: "autoResponseEnabled" })]),
  ...(after.integrationMode === "whatsapp_ai" && !hasLine ? [hint("no_whatsapp", { field: "whatsapp" })] : []),
];

const falls = (lower: number | null, higher: number | null): boolean => lower !== null && higher !== null && higher < lower;

const hints = ({ after }: PublicationFacts): AgentWarning[] => {
  const { dailyMessageLimit: bronze, dailyMessageLimitSilver: silver, dailyMessageLimitGold: gold } = after;
  return [
    ...(isEmpty(after.greeting) ? [hint("no_greeting", { field: "greeting" })] : []),
    ...(after.starters.every(isEmpty) ? [hint("no_starters", { field: "starters" })] : []),
    ...(falls(bronze, silver) ? [hint("limits_fall", { field: "dailyMessageLimitSilver", level: 2 })] : []),
    ...(falls(silver ?? bronze, gold) ? [hint("limits_fall", { field: "dailyMessageLimitGold", level: 3 })] : []),
  ];
};

/** What is worth a look before publishing: what customers will notice first, then what could be better. */
export const warningsOf = (facts: PublicationFacts): AgentWarning[] => {
  const all = [levelWarnings, overlayWarnings, knowledgeWarnings, reachWarnings, hints].flatMap((find) => find(facts));
  return [...all.filter(({ severity }) => severity === "warning"), ...all.filter(({ severity }) => severity === "hint")];
};
