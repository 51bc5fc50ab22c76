import type { AgentFields } from "../../schema/contract/agents.ts";
import type { CustomerLanguage } from "../../schema/contract/enums.ts";
import { noticeTexts } from "./noticeTexts.ts";

export type NoticeKey = keyof (typeof noticeTexts)["it"];

/** A short text of Filo's own, said to a customer without the model. */
export const notice = (key: NoticeKey, language: CustomerLanguage): string => noticeTexts[language][key];

/** What someone below the agent's lowest level is told: the agent's words or ours, with the place to upgrade when there is one. */
export const upgradeNotice = (agent: Pick<AgentFields, "upgradeText" | "upgradeUrl">, language: CustomerLanguage): string =>
  [agent.upgradeText.trim() || notice("upgrade", language), agent.upgradeUrl].filter(Boolean).join("\n");
