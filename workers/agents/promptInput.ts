import type { AgentFields, PromptPreview } from "../../schema/contract/agents.ts";
import type { DossierEntry } from "../../schema/contract/contacts.ts";
import type { CustomerLanguage, Language, Level } from "../../schema/contract/enums.ts";
import type { Figures } from "./figures.ts";
import type { Overlays } from "./overlays.ts";
import type { Reader } from "./reader.ts";

export type PromptAgent = Pick<AgentFields, "name" | "persona" | "instructions" | "integrationMode" | "conciseMode"> & Overlays;

/** A piece of knowledge that was found for the batch, already gated by level. */
export interface KnowledgeHit {
  title: string;
  text: string;
}

/** A dossier entry as the prompt needs it; `happenedAt` in milliseconds. */
export type DossierFact = Pick<DossierEntry, "kind" | "title" | "body"> & { happenedAt: number };

/** A client's own record; when it holds more than was read, it is not whole. */
export interface ClientRecord {
  name: string;
  dossier: DossierFact[];
  isWhole: boolean;
}

interface Everyone {
  agent: PromptAgent;
  business: string;
  /** The tenant's language: instructions are written in it. */
  language: Language;
  /** What answers are written in when the batch itself doesn't tell: the customer's own as far as it is known, else the tenant's. */
  customerLanguage?: CustomerLanguage | null;
  /** The tenant's calendar day, `YYYY-MM-DD`. */
  today: string;
  level: Level;
  /** What the reader has with the agent; none for whoever is not known to it. */
  reader?: Reader | null;
  knowledge: KnowledgeHit[];
}

/** All a prompt is made of. Only assistance carries a client's own data, so no other route can be given it by mistake. */
export type PromptInput = Everyone &
  (
    | { route: "levels" | "acquisition" }
    | { route: "assistance"; client: ClientRecord }
    | { route: "consultant"; figures: Figures }
  );

export type PromptPart = PromptPreview["parts"][number];

/** `system` is what the model gets, and exactly the texts of `parts` one after the other. */
export type ComposedPrompt = PromptPreview;
