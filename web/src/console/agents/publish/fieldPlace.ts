import type { AgentWarning } from "../../../../../schema/contract/agentVersions.ts";
import type { AgentSection } from "../../../paths.ts";

type Place = AgentWarning["field"];

const sections: Record<Place, AgentSection> = {
  name: "basics",
  slug: "basics",
  isActive: "basics",
  integrationMode: "basics",
  persona: "basics",
  instructions: "basics",
  greeting: "basics",
  starters: "basics",
  levels: "levels",
  levelPromptOverlay1: "levels",
  levelPromptOverlay2: "levels",
  levelPromptOverlay3: "levels",
  dailyMessageLimit: "limits",
  dailyMessageLimitSilver: "limits",
  dailyMessageLimitGold: "limits",
  dailySpendCapMicros: "limits",
  conciseMode: "limits",
  autoResponseEnabled: "limits",
  quietMs: "limits",
  handBackMinutes: "limits",
  upgradeText: "limits",
  upgradeUrl: "limits",
  modelProvider: "limits",
  modelName: "limits",
  knowledge: "knowledge",
  whatsapp: "whatsapp",
};

/** Where something about an agent is set. */
export const sectionOf = (field: Place): AgentSection => sections[field];

/** The class that a field's element bears, so that a link can lead to it. */
export const markOf = (field: Place): string => `at-${field}`;
