import type { Level } from "../../../schema/contract/enums.ts";
import { addText } from "../../../workers/knowledge/addText.ts";
import { isRefusal } from "../../../workers/platform/refusal.ts";
import type { Canaries } from "./canaries.ts";
import type { Dice } from "./random.ts";
import type { Town } from "./town.ts";

export interface Person {
  id: string;
  phone: string;
}

/** A business in which every text that somebody may not see has a canary in it. */
export interface Business {
  agentId: string;
  people: Person[];
  overlays: Map<Level, string>;
  items: { id: string; word: string; isStore: boolean }[];
}

const levels = [1, 2, 3] as const;
const everyLevel: readonly Level[][] = [[1, 2, 3], [1, 2, 3], [2, 3], [1, 3], []];

const insertAgent = (
  town: Town,
  agentId: string,
  served: Level[],
  words: { instructions: string; overlays: string[]; draft: string },
) => {
  town.sql(
    `INSERT INTO agents (tenant_id,id,name,slug,persona,instructions,greeting,starters,integration_mode,is_active,levels,
       level_prompt_overlay_1,level_prompt_overlay_2,level_prompt_overlay_3,daily_message_limit,daily_spend_cap_micros,concise_mode,
       auto_response_enabled,quiet_ms,upgrade_text,model_name,draft,version,created_at,updated_at)
     VALUES (?,?,'Coach',?,'',?,'','[]','whatsapp_ai',1,?,?,?,?,15,0,1,1,4000,'','gemini-3.5-flash-lite',?,1,0,0)`,
    town.tenantId,
    agentId,
    agentId,
    words.instructions,
    JSON.stringify(served),
    words.overlays[0] ?? null,
    words.overlays[1] ?? null,
    words.overlays[2] ?? null,
    JSON.stringify({ instructions: words.draft, levelPromptOverlay1: words.draft }),
  );
};

const knowledge = async (town: Town, canaries: Canaries, agentId: string, source: string, isSeen: boolean) => {
  const items: Business["items"] = [];
  for (const scope of ["agent", "store"] as const) {
    if (scope === "store" && !isSeen) continue;
    for (const level of levels) {
      const word = canaries.hatch({ source: `${source} (${scope})`, level: isSeen ? level : null, goldOnly: scope === "store" });
      const place = scope === "store" ? { scope, agentId: null } : { scope, agentId };
      const item = await addText(
        { chance: town.chance },
        town.mine,
        { ...place, title: `listino ${word}`, text: `${word} listino prezzi ${word}`, minLevel: level },
        "usr_1",
      );
      if (isRefusal(item)) throw new Error(item.key);
      items.push({ id: item.id, word, isStore: scope === "store" });
    }
  }
  return items;
};

/** Two people whom the business knows, an agent they write to and another one, and something to keep in every place. */
export const openBusiness = async (town: Town, canaries: Canaries, dice: Dice): Promise<Business> => {
  const { tenantId } = town;
  const never = (source: string) => canaries.hatch({ source, level: null });
  town.sql(
    "INSERT INTO tenants (id,name,language,time_zone,consultant_phones,reception_phones,created_at) VALUES (?,'Palestra','it','Europe/Rome','[]','[]',0)",
    tenantId,
  );
  const [agentId, otherId] = [town.id("agent"), town.id("agent")];
  const overlays = new Map(levels.map((level) => [level, canaries.hatch({ source: "overlay", level })]));
  insertAgent(town, agentId, dice.one(everyLevel), {
    instructions: "Rispondi.",
    overlays: [...overlays.values()].map((word) => `${word} sii gentile`),
    draft: never("an unpublished draft"),
  });
  insertAgent(town, otherId, [1, 2, 3], {
    instructions: never("another agent's instructions"),
    overlays: levels.map(() => never("another agent's overlay")),
    draft: never("another agent's draft"),
  });
  const items = await knowledge(town, canaries, agentId, "knowledge", true);
  await knowledge(town, canaries, otherId, "another agent's knowledge", false);
  const people = [0, 1].map((at): Person => {
    const id = town.id("contact");
    const phone = `+44770090010${at}`;
    town.sql(
      "INSERT INTO contacts (tenant_id,id,display_name,roles,note,created_at,updated_at) VALUES (?,?,?,?,?,0,0)",
      tenantId,
      id,
      at === 0 ? "Anna" : "Bruno",
      at === 0 && dice.chance(0.5) ? '["client"]' : '["lead"]',
      never("the consultant's note on a contact"),
    );
    town.sql(
      "INSERT INTO contact_identities (tenant_id,id,contact_id,kind,value,verified_at,created_at) VALUES (?,?,?,'phone',?,1,0)",
      tenantId,
      town.id("identity"),
      id,
      phone,
    );
    town.sql(
      "INSERT INTO dossier_entries (tenant_id,id,contact_id,kind,title,body,happened_at,created_at) VALUES (?,?,?,'note',?,'',1,1)",
      tenantId,
      town.id("dossierEntry"),
      id,
      canaries.hatch({ source: "dossier", level: 1, owner: id }),
    );
    return { id, phone };
  });
  town.sql(
    "INSERT INTO agent_shares (tenant_id,id,agent_id,name,code,instructions,is_active,created_at,updated_at) VALUES (?,?,?,'Fiera',?,?,1,0,0)",
    tenantId,
    town.id("share"),
    agentId,
    town.id("share"),
    never("a share link that nobody came by"),
  );
  return { agentId, people, overlays, items };
};
