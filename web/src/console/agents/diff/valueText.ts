import type { AgentFields } from "../../../../../schema/contract/agents.ts";
import { agentWords } from "../../../i18n/agentWords.ts";
import { numberOf } from "../../../i18n/format.ts";
import { euroOf } from "../../../i18n/money.ts";
import { t } from "../../../i18n/text.ts";

type Writer<K extends keyof AgentFields> = (value: AgentFields[K]) => string;

const limit = (value: number | null): string => (value === null ? agentWords().noLimit : numberOf(value));

/** Fields that are not said as they are stored. */
const writers: { [K in keyof AgentFields]?: Writer<K> } = {
  integrationMode: (mode) => t().agentForm.modes[mode],
  modelProvider: (provider) => t().agentForm.providers[provider],
  levels: (levels) => levels.map((level) => t().common.levels[level]).join(", "),
  starters: (starters) => starters.join("\n"),
  dailySpendCapMicros: euroOf,
  quietMs: (ms) => agentWords().milliseconds(numberOf(ms / 1_000)),
  handBackMinutes: (minutes) => (minutes === null ? agentWords().byHandOnly : agentWords().minutes(numberOf(minutes))),
  dailyMessageLimitSilver: limit,
  dailyMessageLimitGold: limit,
};

/** A field's value as one reads it; empty where there is nothing. */
export const valueText = <K extends keyof AgentFields>(name: K, value: AgentFields[K]): string => {
  if (typeof value === "number" && Number.isNaN(value)) return "";
  if (typeof value === "boolean") return value ? t().agentForm.yes : t().agentForm.no;
  const write = writers[name] as Writer<K> | undefined;
  return write ? write(value) : String(value ?? "");
};

/** Fields that people write at length, compared word by word; the others are shown before and after. */
export const isProse = (name: keyof AgentFields): boolean =>
  (["persona", "instructions", "greeting", "starters", "upgradeText"] as string[]).includes(name) ||
  name.startsWith("levelPromptOverlay");
