import type { Agent, AgentFields } from "../../../../schema/contract/agents.ts";

/** Every field of the form, in its order. The type makes sure that none is forgotten. */
const order: Record<keyof AgentFields, number> = {
  name: 1,
  slug: 2,
  isActive: 3,
  integrationMode: 4,
  persona: 5,
  instructions: 6,
  greeting: 7,
  starters: 8,
  levels: 9,
  levelPromptOverlay1: 10,
  levelPromptOverlay2: 11,
  levelPromptOverlay3: 12,
  dailyMessageLimit: 13,
  dailyMessageLimitSilver: 14,
  dailyMessageLimitGold: 15,
  dailySpendCapMicros: 16,
  quietMs: 17,
  conciseMode: 18,
  autoResponseEnabled: 19,
  upgradeText: 20,
  upgradeUrl: 21,
  modelProvider: 22,
  modelName: 23,
};

export const fieldNames = (Object.keys(order) as (keyof AgentFields)[]).toSorted((a, b) => order[a] - order[b]);

const copy = <T>(value: T): T => (Array.isArray(value) ? ([...value] as T) : value);

/** The fields of an agent that its form edits. */
export const fieldsOf = (agent: AgentFields): AgentFields =>
  Object.fromEntries(fieldNames.map((name) => [name, copy(agent[name])])) as AgentFields;

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** What differs between two versions of the fields, with the values of the second. */
export const changesOf = (before: AgentFields, after: AgentFields): Partial<AgentFields> =>
  Object.fromEntries(fieldNames.filter((name) => !isSame(before[name], after[name])).map((name) => [name, copy(after[name])]));

/** Fields that no prompt is made of. While one is half typed, such as a link, the preview goes on. */
const outsidePrompt: ReadonlySet<string> = new Set<keyof AgentFields>([
  "slug",
  "isActive",
  "greeting",
  "starters",
  "dailyMessageLimit",
  "dailyMessageLimitSilver",
  "dailyMessageLimitGold",
  "dailySpendCapMicros",
  "quietMs",
  "upgradeText",
  "upgradeUrl",
  "modelProvider",
  "modelName",
]);

/** Those changes that a preview of the prompt can show. */
export const promptChangesOf = (changes: Partial<AgentFields>): Partial<AgentFields> =>
  Object.fromEntries(Object.entries(changes).filter(([name]) => !outsidePrompt.has(name)));

export interface Joined {
  /** Both sides' changes together; where they touch, mine. */
  fields: AgentFields;
  /** Fields that both sides changed, to different values. */
  conflicts: (keyof AgentFields)[];
}

/** Joins two edits of the same version, field by field. */
export const joinEdits = (base: AgentFields, mine: AgentFields, theirs: AgentFields): Joined => {
  const myChanges = changesOf(base, mine);
  const theirChanges = changesOf(base, theirs);
  const conflicts = fieldNames.filter((name) => name in myChanges && name in theirChanges && !isSame(mine[name], theirs[name]));
  return { fields: { ...fieldsOf(theirs), ...myChanges }, conflicts };
};

/** What one level's user receives: the level's own overlay and every one below. Only overlays of levels the agent has. */
export const levelsReceived = (level: 1 | 2 | 3, has: readonly number[]): (1 | 2 | 3)[] =>
  ([1, 2, 3] as const).filter((lower) => lower <= level && has.includes(lower));

/** The stored draft of an agent's form: what was changed, and on which version. */
export interface AgentDraft {
  version: number;
  at: string;
  changes: Partial<AgentFields>;
}

export const parseDraft = (stored: string | null): AgentDraft | null => {
  try {
    const parsed: unknown = JSON.parse(stored ?? "null");
    if (typeof parsed !== "object" || parsed === null) return null;
    const draft = parsed as Partial<AgentDraft>;
    const isWhole = typeof draft.version === "number" && typeof draft.at === "string" && typeof draft.changes === "object";
    if (!isWhole || !draft.changes) return null;
    const changes = Object.fromEntries(Object.entries(draft.changes).filter(([name]) => name in order));
    return { version: draft.version ?? 0, at: draft.at ?? "", changes };
  } catch {
    return null;
  }
};

/** The agent a draft was made on, as far as it can be told: an agent of another version shows which fields were touched. */
export const applyDraft = (agent: Agent, draft: AgentDraft | null): AgentFields => ({ ...fieldsOf(agent), ...draft?.changes });
