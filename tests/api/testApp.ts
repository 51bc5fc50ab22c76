import type { Hono } from "hono";
import { expect } from "vitest";
import type { MembershipRole } from "../../schema/contract/enums.ts";
import type { Session } from "../../schema/contract/auth.ts";
import type { JobHint } from "../../schema/contract/jobs.ts";
import { authRoutes } from "../../workers/accounts/authRoutes.ts";
import { consoleCaller } from "../../workers/accounts/consoleCaller.ts";
import type { AccountDeps } from "../../workers/accounts/deps.ts";
import { ownAccountRoutes } from "../../workers/accounts/ownRoutes.ts";
import { settingsRoutes } from "../../workers/accounts/settingsRoutes.ts";
import { teamRoutes } from "../../workers/accounts/teamRoutes.ts";
import { createApp } from "../../workers/api/app.ts";
import type { CallerResolvers } from "../../workers/api/callers.ts";
import type { FailureEntry } from "../../workers/api/problems.ts";
import { Accounts } from "../../workers/platform/accounts.ts";
import { systemChance, type Chance } from "../../workers/platform/clock.ts";
import { ConsoleSessions } from "../../workers/platform/consoleSessions.ts";
import { cookieNames } from "../../workers/platform/cookies.ts";
import { Directory } from "../../workers/platform/directory.ts";
import { Invitations } from "../../workers/platform/invitations.ts";
import { KeyUsage } from "../../workers/platform/keyUsage.ts";
import { MailTokens } from "../../workers/platform/mailTokens.ts";
import { parseMasterKeys } from "../../workers/platform/masterKeys.ts";
import { RateLimits } from "../../workers/platform/rateLimits.ts";
import type { Route } from "../../workers/platform/route.ts";
import { createSecrets } from "../../workers/platform/secrets.ts";
import { Team } from "../../workers/platform/team.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { newToken, sha256Hex } from "../../workers/platform/tokens.ts";
import { Client } from "./client.ts";

export const publicUrl = "https://filo.test";
export const password = "correct horse battery";

/** The app over a real database, with a clock that a test can turn. */
export interface TestApp {
  app: Hono;
  deps: AccountDeps;
  hints: JobHint[];
  failures: FailureEntry[];
  /** Moves the clock, in milliseconds. */
  pass(ms: number): void;
}

export interface TestAppOptions {
  /** Routes of further rooms, made with the same clock, secrets and database. */
  routes?: (deps: AccountDeps) => Route[];
  customerCaller?: CallerResolvers["customerCaller"];
  overrides?: Partial<AccountDeps>;
}

export const createTestApp = (d1: D1Database, options: TestAppOptions = {}): TestApp => {
  let ahead = 0;
  const chance: Chance = { ...systemChance, now: () => Date.now() + ahead };
  const hints: JobHint[] = [];
  const failures: FailureEntry[] = [];
  const deps: AccountDeps = {
    chance,
    directory: new Directory(d1),
    accounts: new Accounts(d1),
    sessions: new ConsoleSessions(d1),
    team: new Team(d1),
    invitations: new Invitations(d1),
    keyUsage: new KeyUsage(d1, chance),
    modelTrial: {
      own: async () => ({ outcome: "works", use: { kind: "fine" }, tokens: 3 }),
      pool: async () => "none",
    },
    mailTokens: new MailTokens(d1),
    limits: new RateLimits(d1),
    secrets: createSecrets(parseMasterKeys(btoa("k".repeat(32))), chance.bytes),
    hints: { send: async (sent) => void hints.push(...sent) },
    tenantDb: (tenantId) => new TenantDb(d1, tenantId),
    liveRoom: () => ({ drop: async () => undefined, renew: async () => undefined, forget: async () => undefined }),
    platformAdmins: ["admin@filo.test"],
    signUps: "open",
    ...options.overrides,
  };
  const app = createApp({
    routes: [
      ...authRoutes(deps),
      ...ownAccountRoutes(deps),
      ...settingsRoutes(deps),
      ...teamRoutes(deps),
      ...(options.routes?.(deps) ?? []),
    ],
    publicUrl,
    chance,
    log: (entry) => void (entry.event === "request_failed" && failures.push(entry)),
    consoleCaller: (request) => consoleCaller(deps, request),
    customerCaller: options.customerCaller ?? (async () => null),
  });
  return { app, deps, hints, failures, pass: (ms) => void (ahead += ms) };
};

let people = 0;

/** An e-mail nobody has used yet. */
export const freshEmail = (): string => `person${(people += 1)}.${crypto.randomUUID().slice(0, 8)}@example.com`;

/** A client whose owner has just signed up with a tenant of its own. */
export const signedUp = async (
  app: Hono,
  fields: { name?: string; email?: string; businessName?: string; language?: "it" | "en" } = {},
): Promise<{ client: Client; email: string; session: Session }> => {
  const client = new Client(app);
  const email = fields.email ?? freshEmail();
  const response = await client.send("POST", "/api/auth/sign-up", {
    json: {
      email,
      password,
      businessName: fields.businessName ?? "Palestra Aurora",
      ...(fields.name && { name: fields.name }),
      ...(fields.language && { language: fields.language }),
    },
    headers: { "cf-connecting-ip": `192.0.2.${people % 250}` },
  });
  expect(response.status).toBe(201);
  return { client, email, session: (await response.json()) as Session };
};

/**
 * A client with a session, made without the cost of hashing a password: owner of a new tenant, or of the given role in a given one.
 * What a suite needs that isn't about signing in.
 */
export const signedIn = async (
  { app, deps }: TestApp,
  { tenantId, role = "owner" }: { tenantId?: string; role?: MembershipRole } = {},
): Promise<{ client: Client; tenantId: string; userId: string }> => {
  const now = deps.chance.now();
  const ids = { tenantId: tenantId ?? deps.chance.id("tenant"), userId: deps.chance.id("user") };
  const token = newToken(deps.chance.bytes);
  const tenant = {
    name: "Palestra Aurora",
    language: "it" as const,
    timeZone: "Europe/Rome",
    consultantPhones: [],
    receptionPhones: [],
  };
  await deps
    .tenantDb(ids.tenantId)
    .batch([
      ...(tenantId === undefined ? [deps.accounts.insertTenant({ ...tenant, id: ids.tenantId, createdAt: now })] : []),
      deps.accounts.insertUser({ id: ids.userId, email: freshEmail(), name: "Ada", passwordHash: "none", createdAt: now }),
      deps.accounts.insertMembership({ ...ids, role, createdAt: now }),
      deps.sessions.open({ ...ids, tokenHash: await sha256Hex(token) }, now),
    ]);
  const client = new Client(app);
  client.cookies.set(cookieNames.console, token);
  return { client, ...ids };
};
