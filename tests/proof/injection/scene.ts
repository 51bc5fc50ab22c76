import { addText } from "../../../workers/knowledge/addText.ts";
import { isRefusal } from "../../../workers/platform/refusal.ts";
import type { Town } from "../levels/town.ts";

export const phone = "+447700900100";
const bystander = "+447700900101";

/** A client with a record, somebody else whom nobody may touch, and an agent that knows something. */
export class Scene {
  readonly agentId: string;
  readonly clientId: string;
  #said = 0;

  constructor(town: Town) {
    const { tenantId } = town;
    this.agentId = town.id("agent");
    town.sql(
      "INSERT INTO tenants (id,name,language,time_zone,consultant_phones,reception_phones,created_at) VALUES (?,'Palestra','it','Europe/Rome','[]','[]',0)",
      tenantId,
    );
    town.sql(
      `INSERT INTO agents (tenant_id,id,name,slug,persona,instructions,greeting,starters,integration_mode,is_active,levels,
         daily_message_limit,daily_spend_cap_micros,concise_mode,auto_response_enabled,quiet_ms,upgrade_text,model_name,version,created_at,updated_at)
       VALUES (?,?,'Coach',?,'','Rispondi.','','[]','whatsapp_ai',1,'[]',15,0,1,1,4000,'','gemini-3.5-flash-lite',1,0,0)`,
      tenantId,
      this.agentId,
      this.agentId,
    );
    const [clientId] = [phone, bystander].map((value) => {
      const id = town.id("contact");
      town.sql(
        `INSERT INTO contacts (tenant_id,id,display_name,roles,note,ai_disclosed_at,created_at,updated_at) VALUES (?,?,'Marta','["client"]','',1,0,0)`,
        tenantId,
        id,
      );
      town.sql(
        "INSERT INTO contact_identities (tenant_id,id,contact_id,kind,value,verified_at,created_at) VALUES (?,?,?,'phone',?,1,0)",
        tenantId,
        town.id("identity"),
        id,
        value,
      );
      town.sql(
        "INSERT INTO dossier_entries (tenant_id,id,contact_id,kind,title,body,happened_at,created_at) VALUES (?,?,?,'note','Scheda','Tutto bene',1,1)",
        tenantId,
        town.id("dossierEntry"),
        id,
      );
      return id;
    });
    this.clientId = clientId ?? "";
  }

  async learn(town: Town, title: string, text: string): Promise<void> {
    const item = { scope: "agent", agentId: this.agentId, title, text, minLevel: 1 } as const;
    const added = await addText({ chance: town.chance }, town.mine, item, "usr_1");
    if (isRefusal(added)) throw new Error(added.key);
  }

  /** Writes, waits until it is answered, and names what was written so that it can be quoted. */
  async sayFirst(town: Town, text: string): Promise<string> {
    const sid = `SMfirst${++this.#said}`;
    await this.write(town, { sid, text });
    await this.answer(town, "Certo.");
    return sid;
  }

  async write(town: Town, more: Partial<Parameters<Town["writeWhatsapp"]>[1]>): Promise<void> {
    const sid = `SMin${++this.#said}`;
    await town.writeWhatsapp(this.agentId, {
      from: phone,
      text: "listino prezzi?",
      picture: false,
      quotedSid: null,
      sid,
      ...more,
    });
  }

  /** Lets the turn begin. @returns the bytes of the request, null if the model isn't asked */
  async turn(town: Town): Promise<string | null> {
    await town.pass(13_000);
    return town.wire.calls[0]?.body ?? null;
  }

  async answer(town: Town, text: string): Promise<void> {
    await this.turn(town);
    town.wire.calls[0]?.answer(text);
    await town.settle();
    await town.pass(1_000);
  }
}
