import { env } from "cloudflare:workers";
import type { JobHint } from "../../schema/contract/jobs.ts";
import type { AgentDeps, LineName } from "../../workers/agents/deps.ts";
import type { TemplatesAnswer } from "../../workers/channels/whatsapp/templates/contentApi.ts";
import type { ModelRequest, ModelResult } from "../../workers/models/port.ts";
import { systemChance, type Chance } from "../../workers/platform/clock.ts";
import { Directory, type TenantRow } from "../../workers/platform/directory.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";

export const { DB, FILES } = env as unknown as { DB: D1Database; FILES: R2Bucket };

/** A tenant of its own for each test, since storage is shared by a file's tests. */
export const openOffice = async (more: { chance?: Chance; phones?: { consultant?: string[]; reception?: string[] } } = {}) => {
  const chance = more.chance ?? systemChance;
  const tenantId = chance.id("tenant");
  const { consultant = [], reception = [] } = more.phones ?? {};
  await DB.prepare(
    "INSERT INTO tenants (id, name, language, time_zone, consultant_phones, reception_phones, created_at) VALUES (?, 'Palestra Aurora', 'it', 'Europe/Rome', ?, ?, 1)",
  )
    .bind(tenantId, JSON.stringify(consultant), JSON.stringify(reception))
    .run();
  const db = new TenantDb(DB, tenantId);
  const tenant = (await new Directory(DB).tenant(tenantId)) as TenantRow;
  return { db, tenant, tenantId, chance, ...outside(chance) };
};

/** The agents' ports as plain records of what was asked of them. */
const outside = (chance: Chance) => {
  const configured: Parameters<AgentDeps["lines"]["configure"]>[0][] = [];
  const forgotten: LineName[] = [];
  const requests: ModelRequest[] = [];
  const settled: { turnId: string; micros: number }[] = [];
  const answers: ModelResult[] = [];
  const texts = new Map<string, string>();
  const hinted: JobHint[] = [];
  const asked: string[] = [];
  const offered: TemplatesAnswer[] = [];
  const deps: AgentDeps = {
    chance,
    tenant: (id) => new Directory(DB).tenant(id),
    secrets: {
      seal: async (place, text) => {
        const sealed = `sealed:${place.id}:${text.length}`;
        texts.set(sealed, text);
        return sealed;
      },
      open: async (place, sealed) => {
        const text = texts.get(sealed);
        if (text === undefined || !sealed.startsWith(`sealed:${place.id}:`)) throw new Error("It was sealed for another place");
        return text;
      },
    },
    names: async (ids) => new Map(ids.filter((id) => id.startsWith("usr_")).map((id) => [id, `User ${id.slice(4)}`])),
    hints: { send: async (sent) => void hinted.push(...sent) },
    line: (name) => ({
      templates: async () => {
        asked.push(name);
        return offered.shift() ?? { kind: "found", contents: [] };
      },
    }),
    lines: {
      configure: async (config) => void configured.push(config),
      forget: async ({ accountSid, number }) => void forgotten.push({ accountSid, number }),
      lastInboundAt: async () => Date.UTC(2026, 10, 18, 9),
    },
    model: {
      generate: async (request) => {
        requests.push(request);
        return (
          answers.shift() ?? { ok: true, text: "Certo!", finish: "stop", tokensIn: 1_000, tokensOut: 100, model: request.model }
        );
      },
    },
    hasVertex: false,
    spending: () => ({
      reserve: async ({ maxMicros, capMicros }) => ({ kind: maxMicros <= capMicros ? "ok" : "spend_cap" }),
      settle: async (settlement) => void settled.push(settlement),
    }),
  };
  return { deps, configured, forgotten, requests, settled, answers, hinted, asked, offered };
};

export const rowsOf = async (query: string, ...values: unknown[]): Promise<Record<string, unknown>[]> =>
  (
    await DB.prepare(query)
      .bind(...values)
      .all()
  ).results;
