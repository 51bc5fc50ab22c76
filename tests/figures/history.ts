import type { Level } from "../../schema/contract/enums.ts";
import { eraseContact } from "../../workers/contacts/eraseContact.ts";
import { mergeContacts } from "../../workers/contacts/mergeContacts.ts";
import { undoMerge } from "../../workers/contacts/undoMerge.ts";
import { countTenant } from "../../workers/figures/countTenant.ts";
import { calendarDay } from "../../workers/platform/calendarDay.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { Directory } from "../../workers/platform/directory.ts";
import { makeId } from "../../workers/platform/ids.ts";
import { createKeyedHash } from "../../workers/platform/keyedHash.ts";
import { MailTokens } from "../../workers/platform/mailTokens.ts";
import { isRefusal } from "../../workers/platform/refusal.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { agentRow, tenantRow } from "../inbox/crowd.ts";
import { NodeD1 } from "../support/nodeD1.ts";

const hour = 3_600_000;
const timeZone = "Europe/Rome";

type Speaker = "customer" | "ai" | "person";

export type Action =
  | { do: "say"; who: number; agent: number; by: Speaker; level: Level; hoursLate: number; isPicture?: boolean }
  | { do: "pass"; hours: number }
  | { do: "count" }
  | { do: "merge"; who: number; into: number }
  | { do: "undo" }
  | { do: "win"; who: number }
  | { do: "erase"; who: number };

/** What a contact and an agent wrote on a day, read from the messages. */
export interface SeenDay {
  day: string;
  agentId: string;
  contactId: string;
  level: Level;
  inbound: number;
  ai: number;
  manual: number;
}

interface SaidRow {
  agentId: string;
  contactId: string;
  sender: string;
  level: Level;
  at: number;
}

const sides: Record<Speaker, [direction: string, sender: string, kind: string]> = {
  customer: ["inbound", "client", "text"],
  ai: ["outbound", "ai", "reply"],
  person: ["outbound", "consultant", "text"],
};

/** A business with two agents and five people, the real rules and the real database, and a second count beside theirs. */
export class History {
  readonly #d1 = new NodeD1();
  #now = Date.UTC(2026, 2, 20, 9);
  readonly #chance = { ...systemChance, now: () => this.#now };
  readonly #merges: { contactId: string; mergeId: string }[] = [];
  readonly #seen = new Map<string, SeenDay[]>();
  readonly db = new TenantDb(this.#d1.asD1(), "ten_a");
  readonly deps = { chance: this.#chance, directory: new Directory(this.#d1.asD1()), keyUsage: { daysOf: async () => [] } };
  readonly agentIds = [0, 1].map((n) => `agt_${n}`);
  readonly #contactIds = [0, 1, 2, 3, 4].map(() => systemChance.id("contact"));
  readonly #stopHash = createKeyedHash([{ version: "v1", bytes: new Uint8Array(32) }], "test");

  static async begin(): Promise<History> {
    const history = new History();
    const run = (sql: string, ...values: (string | number)[]) => history.#d1.sqlite.prepare(sql).run(...values);
    run(tenantRow, "ten_a");
    run("UPDATE tenants SET time_zone = ?", timeZone);
    for (const id of history.agentIds) run(agentRow, "ten_a", id, id);
    for (const id of history.#contactIds) {
      run(
        `INSERT INTO contacts (tenant_id, id, display_name, roles, note, created_at, updated_at) VALUES ('ten_a', ?, 'Anna', '["lead"]', '', 0, 0)`,
        id,
      );
      for (const agentId of history.agentIds)
        run(
          `INSERT INTO conversations (tenant_id, id, agent_id, contact_id, level, ai_enabled, last_message_at, attention, version, created_at)
           VALUES ('ten_a', ?, ?, ?, 1, 1, 0, 0, 1, 0)`,
          `cnv_${agentId}_${id}`,
          agentId,
          id,
        );
    }
    return history;
  }

  close(): void {
    this.#d1.close();
  }

  today(): string {
    return calendarDay(this.#now, timeZone);
  }

  async take(action: Action): Promise<void> {
    this.#now += 60_000;
    const contactId = "who" in action ? this.#contactIds[action.who]! : "";
    if (action.do === "say") this.#say(contactId, action);
    if (action.do === "pass") this.#now += action.hours * hour;
    if (action.do === "count") await this.#count();
    if (action.do === "merge") await this.#merge(contactId, this.#contactIds[action.into]!);
    if (action.do === "undo") await this.#undo();
    if (action.do === "win") this.#win(contactId);
    if (action.do === "erase") await this.#erase(contactId);
  }

  /** Until the clock finds nothing to count any more. */
  async settle(): Promise<void> {
    for (let round = 0; round < 60; round++) {
      await this.#count();
      const [left] = this.#d1.sqlite.prepare("SELECT count(*) AS n FROM stale_days").all();
      if (left?.["n"] === 0 && [...this.#seen.keys()].includes(this.today())) return;
      if (left?.["n"] === 0 && this.#isCaughtUp()) return;
    }
    throw new Error("The clock never caught up");
  }

  seen(): SeenDay[] {
    return [...this.#seen.values()].flat();
  }

  survivorOf(contactId: string): string {
    const row = this.#d1.sqlite.prepare("SELECT merged_into AS next FROM contacts WHERE id = ?").get(contactId);
    return typeof row?.["next"] === "string" ? this.survivorOf(row["next"]) : contactId;
  }

  /** Everybody who is followed as a lead today, with the days on which they had come as far as each stage. */
  leads(agentId: string | undefined): { days: (string | null)[] }[] {
    const rows = this.#d1.sqlite
      .prepare(
        `SELECT agent_id, new_at, coalesce(engaged_at, qualified_at, converted_at) AS engaged, coalesce(qualified_at, converted_at) AS qualified,
          converted_at FROM funnel WHERE contact_id IN (SELECT id FROM contacts WHERE merged_into IS NULL)`,
      )
      .all();
    const dayOf = (at: unknown) => (typeof at === "number" ? calendarDay(at, timeZone) : null);
    return rows
      .filter((row) => agentId === undefined || row["agent_id"] === agentId)
      .map((row) => ({ days: [row["new_at"], row["engaged"], row["qualified"], row["converted_at"]].map(dayOf) }));
  }

  #isCaughtUp(): boolean {
    const latest = this.#d1.sqlite.prepare("SELECT max(accepted_at) AS at FROM messages").get()?.["at"];
    return typeof latest !== "number" || latest < this.#now - 3 * 24 * hour;
  }

  /** Pictures that customers sent, as they lie there now: each a day of its own. */
  pictures(): SeenDay[] {
    const sent = this.#d1.sqlite
      .prepare(
        `SELECT c.agent_id AS agentId, f.contact_id AS contactId, m.sender, m.level, m.accepted_at AS at
         FROM media AS f JOIN messages AS m ON m.id = f.message_id JOIN conversations AS c ON c.id = m.conversation_id
         WHERE m.direction = 'inbound'`,
      )
      .all() as unknown as SaidRow[];
    return sent.map(({ at, ...one }) => ({ ...one, day: calendarDay(at, timeZone), inbound: 1, ai: 0, manual: 0 }));
  }

  #say(contactId: string, { agent, by, level, hoursLate, isPicture }: Extract<Action, { do: "say" }>): void {
    const at = this.#now - hoursLate * hour;
    const id = makeId("message", at, systemChance.bytes(16));
    const conversationId = `cnv_${this.agentIds[agent]!}_${contactId}`;
    this.#d1.sqlite
      .prepare(
        `INSERT INTO messages (tenant_id, id, conversation_id, channel, direction, sender, kind, text, status, level, accepted_at, version)
         VALUES ('ten_a', ?, ?, 'whatsapp', ?, ?, ?, 'Ciao', 'sent', ?, ?, 1)`,
      )
      .run(id, conversationId, ...sides[by], level, at);
    if (isPicture)
      this.#d1.sqlite
        .prepare(
          `INSERT INTO media (tenant_id, id, contact_id, conversation_id, message_id, kind, state, name, created_at)
           SELECT tenant_id, ?, contact_id, id, ?, 'image', 'ready', 'foto', ? FROM conversations WHERE id = ?`,
        )
        .run(makeId("media", at, systemChance.bytes(16)), id, at, conversationId);
  }

  async #count(): Promise<void> {
    this.#now += 60_000;
    for (const day of await countTenant(this.db, { timeZone }, this.#now)) this.#seen.set(day, this.#look(day));
  }

  /** A day's messages, counted by hand: who wrote what to which agent, and at which level at last. */
  #look(day: string): SeenDay[] {
    const said = this.#d1.sqlite
      .prepare(
        `SELECT c.agent_id AS agentId, c.contact_id AS contactId, m.sender, m.level, m.accepted_at AS at
         FROM messages AS m JOIN conversations AS c ON c.id = m.conversation_id ORDER BY m.accepted_at, m.id`,
      )
      .all() as unknown as SaidRow[];
    const ofDay = said.filter(({ at }) => calendarDay(at, timeZone) === day);
    return [...Map.groupBy(ofDay, ({ agentId, contactId }) => agentId + contactId).values()].map((rows) => {
      const { agentId, contactId, level } = rows.at(-1)!;
      const by = (sender: string) => rows.filter((row) => row.sender === sender).length;
      return { day, agentId, contactId, level, inbound: by("client"), ai: by("ai"), manual: by("consultant") };
    });
  }

  async #merge(loserId: string, winnerId: string): Promise<void> {
    const wish = { winnerId, loserId, reason: "console" as const, actor: "usr_a" };
    const merged = await mergeContacts(this.#contactDeps(), this.db, wish);
    if (!isRefusal(merged) && merged.mergeId !== null) this.#merges.push({ ...merged, mergeId: merged.mergeId });
  }

  async #undo(): Promise<void> {
    const last = this.#merges.pop();
    if (last) await undoMerge(this.#contactDeps(), this.db, "usr_a", last);
  }

  #contactDeps() {
    const nothing = async () => undefined;
    const threads = { seal: nothing, unseal: nothing, reassign: nothing, block: nothing };
    return { chance: this.#chance, threads, log: (entry: Record<string, unknown>) => void console.error(entry) };
  }

  #win(contactId: string): void {
    this.#d1.sqlite
      .prepare(`UPDATE contacts SET roles = '["client"]', goal = 'Dimagrire', updated_at = ? WHERE id = ? AND deleted_at IS NULL`)
      .run(this.#now, contactId);
  }

  /** The person at once, and their messages as the job would. */
  async #erase(contactId: string): Promise<void> {
    const one = this.survivorOf(contactId);
    const deps = {
      chance: this.#chance,
      hints: { send: async () => undefined },
      mailTokens: new MailTokens(this.#d1.asD1()),
      stopHash: this.#stopHash,
    };
    if (isRefusal(await eraseContact(deps, this.db, "usr_a", one))) return;
    const theirs = this.#contactIds.filter((id) => this.survivorOf(id) === one);
    for (const id of theirs)
      this.#d1.sqlite
        .prepare("DELETE FROM messages WHERE conversation_id IN (SELECT id FROM conversations WHERE contact_id = ?)")
        .run(id);
  }
}
