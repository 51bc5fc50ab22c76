import type { AgentDraftFields } from "../../../../schema/contract/agentDrafts.ts";
import type { AgentFields } from "../../../../schema/contract/agents.ts";

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
  handBackMinutes: 20,
  upgradeText: 21,
  upgradeUrl: 22,
  modelProvider: 23,
  modelName: 24,
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
  "handBackMinutes",
  "upgradeText",
  "upgradeUrl",
  "modelProvider",
  "modelName",
]);

/** Those changes that a preview of the prompt can show. */
export const promptChangesOf = (changes: Partial<AgentFields>): Partial<AgentFields> =>
  Object.fromEntries(Object.entries(changes).filter(([name]) => !outsidePrompt.has(name)));

/** Fields whose half-typed values the API would refuse, and no answer depends on. */
const outsideTrial: ReadonlySet<string> = new Set<keyof AgentFields>(["slug", "name", "upgradeUrl", "starters", "isActive"]);

/** Those changes that an answer can be tried with. */
export const triableChangesOf = (changes: Partial<AgentFields>): Partial<AgentFields> =>
  Object.fromEntries(Object.entries(changes).filter(([name, value]) => !outsideTrial.has(name) && !Number.isNaN(value)));

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

/** Numbers that an agent cannot be without: emptied in the form they are no number, and travel as null. */
const neverNull: ReadonlySet<string> = new Set<keyof AgentFields>(["dailyMessageLimit", "dailySpendCapMicros", "quietMs"]);

/** The form as somebody left it: what is published, with the draft laid over it. */
export const formOf = (published: AgentFields, draft: AgentDraftFields = {}): AgentFields => {
  const typed = Object.entries(draft).filter(([name]) => name in order);
  const laidOver = typed.map(([name, value]) => [name, value === null && neverNull.has(name) ? Number.NaN : copy(value)]);
  return { ...fieldsOf(published), ...Object.fromEntries(laidOver) };
};

/** Changes as they travel and are kept: what is no number is null there. */
export const draftOf = (changes: Partial<AgentFields>): AgentDraftFields =>
  JSON.parse(JSON.stringify(changes)) as AgentDraftFields;

export const isSameDraft = (a: AgentDraftFields, b: AgentDraftFields): boolean =>
  fieldNames.every((name) => name in a === name in b && isSame(a[name], b[name]));

/** Not published once, and not on: somebody is still making it. */
export const isUnfinished = (agent: { version: number; isActive: boolean }): boolean => agent.version === 1 && !agent.isActive;
