import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import type { ContactRole } from "../../schema/contract/enums.ts";
import { maxMediaBytes, type Media } from "../../schema/contract/media.ts";
import { media, type MediaRow } from "../../schema/tables/media.ts";
import { jobs } from "../../schema/tables/platform.ts";
import { adoptMedia } from "../../workers/media/adoptMedia.ts";
import type { OpenedMedia, RemovedMedia } from "../../workers/channels/port.ts";
import { fetchMedia } from "../../workers/media/fetchMedia.ts";
import { kindOf } from "../../workers/media/kindOf.ts";
import { mediaJobKey, type MediaJobKind, type MessagePlace } from "../../workers/media/mediaJobs.ts";
import { removeMedia } from "../../workers/media/removeMedia.ts";
import { understandMedia } from "../../workers/media/understandMedia.ts";
import type { ModelOptions, ModelRequest, ModelResult } from "../../workers/models/port.ts";
import { systemChance, type Chance } from "../../workers/platform/clock.ts";
import { Directory } from "../../workers/platform/directory.ts";
import { Files } from "../../workers/platform/files.ts";
import { leaseJob, settleJob, type JobOutcome } from "../../workers/platform/jobs.ts";
import type { ReserveAnswer, ReserveRequest } from "../../workers/platform/quota/rules.ts";
import { Room } from "../../workers/platform/room.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { newTenant } from "../platform/newTenant.ts";

export const { DB, FILES } = env as unknown as { DB: D1Database; FILES: R2Bucket };

let serial = 0;

/** One tenant with an agent, a contact and their conversation, and everything around the media room as plain records. */
export class MediaDesk {
  readonly db: TenantDb;
  readonly ids: { tenant: string; agent: string; contact: string; conversation: string };
  /** What Twilio answers to each call, in order; the last one again and again. */
  opened: (() => OpenedMedia | Error)[] = [];
  removal: RemovedMedia = { kind: "removed" };
  answers: (ModelResult | Error)[] = [];
  reserveAnswer: ReserveAnswer = { kind: "ok", remaining: null };
  threadIsAway = false;
  readonly calls = { open: [] as string[], remove: [] as string[] };
  readonly asked: { request: ModelRequest; options: ModelOptions }[] = [];
  readonly reserved: ReserveRequest[] = [];
  readonly settled: { turnId: string; micros: number; day: string }[] = [];
  readonly told: { conversation: string; messageId: string; media: Media }[] = [];
  readonly statements = new Set<string>();
  readonly hinted: string[] = [];
  ahead = 0;

  private constructor(tenantId: string) {
    const prepare = (query: string) => {
      this.statements.add(query);
      return DB.prepare(query);
    };
    const watched = { prepare, batch: (statements: D1PreparedStatement[]) => DB.batch(statements) };
    this.db = new TenantDb(watched as unknown as D1Database, tenantId);
    const id = (kind: Parameters<Chance["id"]>[0]) => systemChance.id(kind);
    this.ids = { tenant: tenantId, agent: id("agent"), contact: id("contact"), conversation: id("conversation") };
  }

  static async open({ roles = ["lead"] }: { roles?: ContactRole[] } = {}): Promise<MediaDesk> {
    const desk = new MediaDesk(await newTenant(DB));
    const { tenant, agent, contact, conversation } = desk.ids;
    await DB.batch([
      DB.prepare(
        `INSERT INTO agents (tenant_id,id,name,slug,persona,instructions,greeting,starters,integration_mode,is_active,levels,daily_message_limit,daily_spend_cap_micros,concise_mode,auto_response_enabled,quiet_ms,upgrade_text,model_name,version,created_at,updated_at)
         VALUES (?,?,'A',?,'','','','[]','whatsapp_ai',1,'[]',15,5000000,1,1,4000,'','gemini-2.5-flash',1,0,0)`,
      ).bind(tenant, agent, `desk-${(serial += 1)}-${agent.slice(-8)}`),
      DB.prepare(
        "INSERT INTO contacts (tenant_id,id,display_name,roles,note,created_at,updated_at) VALUES (?,?,'C',?,'',0,0)",
      ).bind(tenant, contact, JSON.stringify(roles)),
      DB.prepare(
        "INSERT INTO conversations (tenant_id,id,agent_id,contact_id,level,ai_enabled,last_message_at,attention,version,created_at) VALUES (?,?,?,?,1,1,0,0,0,0)",
      ).bind(tenant, conversation, agent, contact),
    ]);
    return desk;
  }

  readonly chance: Chance = { ...systemChance, now: () => Date.now() + this.ahead };
  readonly files = new Files(FILES, this.chance);

  get deps() {
    return {
      chance: this.chance,
      files: this.files,
      room: new Room(maxMediaBytes),
      hints: { send: async (hints: { jobId: string }[]) => void this.hinted.push(...hints.map(({ jobId }) => jobId)) },
      tenant: (tenantId: string) => new Directory(DB).tenant(tenantId),
      line: () => ({
        openMedia: async ({ url }: { url: string }) => {
          this.calls.open.push(url);
          const answer = (this.opened.length > 1 ? this.opened.shift() : this.opened[0])?.() ?? { kind: "gone" as const };
          if (answer instanceof Error) throw answer;
          return answer;
        },
        removeMedia: async ({ url }: { url: string }) => {
          this.calls.remove.push(url);
          return this.removal;
        },
      }),
      conversation: (conversation: string) => ({
        mediaChanged: async (change: { messageId: string; media: Media }) => {
          if (this.threadIsAway) throw new Error("the thread is away");
          const row = await this.row(change.media.id);
          if (row?.state !== change.media.state) throw new Error("The thread is told before the row says so");
          this.told.push({ conversation, ...change });
        },
      }),
      model: {
        generate: async (request: ModelRequest, options: ModelOptions): Promise<ModelResult> => {
          this.asked.push({ request, options });
          const answer = this.answers.shift();
          if (!answer) throw new Error("The model was not expected to be asked");
          if (answer instanceof Error) throw answer;
          return answer;
        },
      },
      quota: () => ({
        reserve: async (request: ReserveRequest) => {
          this.reserved.push(request);
          return this.reserveAnswer;
        },
        settle: async (settlement: { turnId: string; micros: number; day: string }) => void this.settled.push(settlement),
      }),
    };
  }

  /** A medium as intake announces it, adopted; its id. */
  async adopt(announcedType: string, name = "file"): Promise<string> {
    const id = this.chance.id("media");
    await this.adoptAs(id, announcedType, name);
    return id;
  }

  async adoptAs(id: string, announcedType: string, name = "file"): Promise<void> {
    const facts = { mediaType: null, bytes: null, durationMs: null, width: null, height: null, description: null, text: null };
    const medium: Media = { id, kind: kindOf(announcedType, "whatsapp"), state: "pending", failure: null, name, ...facts };
    await adoptMedia(this.deps, this.db, {
      contactId: this.ids.contact,
      conversationId: this.ids.conversation,
      messageId: `msg_${id.slice(4)}`,
      media: medium,
      source: { line: "AC1:+14155550123", url: `https://api.twilio.com/${id}` },
    });
  }

  row(id: string): Promise<MediaRow | null> {
    return new TenantDb(DB, this.ids.tenant).first(media, eq(media.id, id));
  }

  job(kind: MediaJobKind, id: string, further?: MessagePlace) {
    return new TenantDb(DB, this.ids.tenant).first(jobs, eq(jobs.uniqueKey, mediaJobKey(kind, id, further)));
  }

  /** Works the job off as the queue's consumer does; what it came to, or null when there is nothing to do. */
  async run(kind: MediaJobKind, mediaId: string, further?: MessagePlace): Promise<JobOutcome | null> {
    const job = await this.job(kind, mediaId, further);
    const leased = job && (await leaseJob(this.db, job.id, this.chance.now()));
    if (!leased) return null;
    const runners = { fetch_media: fetchMedia, understand_media: understandMedia, remove_media: removeMedia };
    const outcome = await runners[kind](this.deps, this.db, leased).catch((error: unknown): JobOutcome => ({
      kind: "again",
      failure: String(error),
    }));
    await settleJob(this.db, leased, outcome, this.chance.now());
    return outcome;
  }

  /** The same, again and again as its time comes, until it has ended. */
  async runToEnd(kind: MediaJobKind, mediaId: string): Promise<JobOutcome[]> {
    const outcomes: JobOutcome[] = [];
    for (;;) {
      const outcome = await this.run(kind, mediaId);
      if (outcome === null) return outcomes;
      outcomes.push(outcome);
      this.ahead += 60 * 60_000;
    }
  }

  /** A file as Twilio hands it over. */
  here(bytes: Uint8Array, announcedType = "application/octet-stream"): () => OpenedMedia {
    return () => ({ kind: "found", body: new Response(Uint8Array.from(bytes)).body!, announcedType, bytes: bytes.length });
  }

  /** A medium that has been fetched. */
  async fetched(bytes: Uint8Array, announcedType: string, name?: string): Promise<string> {
    this.opened = [this.here(bytes, announcedType)];
    const id = await this.adopt(announcedType, name);
    await this.run("fetch_media", id);
    return id;
  }

  says(answer: object | string, more: Partial<Extract<ModelResult, { ok: true }>> = {}): void {
    const text = typeof answer === "string" ? answer : JSON.stringify(answer);
    this.answers.push({ ok: true, text, finish: "stop", tokensIn: 1_000, tokensOut: 100, model: "gemini-2.5-flash", ...more });
  }
}
