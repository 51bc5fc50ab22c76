import { readFileSync } from "node:fs";
import { vi } from "vitest";
import type { MembershipRole } from "../../schema/contract/enums.ts";
import type { Stage } from "../support/stage.ts";
import { storedFiles, tablesOf, type StoredState } from "../support/storedState.ts";
import type { Belongings } from "./belongings.ts";
import { Outsider } from "./outsider.ts";

const password = "quattro stagioni";
let people = 0;

const mailed = async (stage: Stage, email: string, page: string): Promise<string> =>
  vi.waitUntil(
    async () =>
      (await stage.world.mails(email))
        .map(({ text }) => new RegExp(`${page}[^\\s]*token=([\\w-]+)`).exec(text ?? "")?.[1])
        .find(Boolean),
    { timeout: 20_000, interval: 50 },
  ) as Promise<string>;

/** Somebody who was invited to the stage's own team, and is signed in. */
export async function joinTeam(stage: Stage, role: MembershipRole): Promise<Outsider> {
  const email = `squadra-${++people}@filo.example`;
  await stage.owner.post("/api/team/invitations", { email, role });
  const token = await mailed(stage, email, "/console/invitation");
  const member = new Outsider(stage.url);
  await member.ask("POST", "/api/auth/invitation/accept", { token, name: "Anna", password });
  return member;
}

/** A customer with an account on a tenant's page, who came by a share link or by themselves, and has written. */
export async function signUpByShare(stage: Stage, { ids }: Belongings, shareId: string | null): Promise<Outsider> {
  const customer = new Outsider(stage.url);
  const root = `/api/public/ai/${ids["slug"]}`;
  const { items } = await stage.owner.get<{ items: { id: string; code: string }[] }>(`/api/agents/${ids["agents"]}/shares`);
  const share = items.find(({ id }) => id === shareId)?.code;
  const form = { name: "Bruno", email: `cliente-${++people}@filo.example`, password, ...(share === undefined ? {} : { share }) };
  await customer.ask("POST", `${root}/sign-up`, form);
  await customer.ask("POST", `${root}/chat`, { message: "Sono io", clientMessageId: `trespasser-${people}` });
  return customer;
}

/** The runtime's own, and what is counted of tries. */
const moving = new Set(["_cf_KV", "_cf_METADATA", "_cf_ALARM", "sqlite_sequence", "rate_limits"]);

/**
 * What is stored of one tenant: its rows in D1, whatever names it, the objects that know it, and every file. What others store beside
 * does not show.
 */
export function storedOf(stateDir: string, tenantId: string): StoredState {
  const state: StoredState = new Map();
  for (const { path, whole, isDatabase } of storedFiles(stateDir)) {
    if (!isDatabase) {
      if (readFileSync(whole).includes(tenantId)) state.set(path, String(readFileSync(whole).length));
      continue;
    }
    const tables = tablesOf(whole);
    const isObjects = path.startsWith("do/");
    const isTenants = isObjects && [...tables.values()].some((rows) => rows.some((row) => row.includes(tenantId)));
    for (const [table, rows] of tables) {
      const own = isTenants ? rows : isObjects ? [] : rows.filter((row) => row.includes(tenantId));
      if (own.length > 0 && !moving.has(table)) state.set(`${path}/${table}`, own.join("\n"));
    }
  }
  return state;
}
