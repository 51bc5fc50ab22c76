import type { LineRpc } from "../channels/whatsapp/line.ts";
import type { QuotaPort } from "../conversation/prepareTurn.ts";
import type { ConversationRpc } from "../conversation/rpc.ts";
import type { Env } from "../env.ts";
import type { InboxRpc } from "../inbox/inboxRpc.ts";
import type { PushRpc } from "../inbox/pushRoutes.ts";
import type { ArchiveRpc } from "../platform/archive/ArchivedObject.ts";
import { Accounts } from "../platform/accounts.ts";
import { systemChance } from "../platform/clock.ts";
import { parseConfig } from "../platform/config.ts";
import { ConsoleSessions } from "../platform/consoleSessions.ts";
import { Directory } from "../platform/directory.ts";
import { Files } from "../platform/files.ts";
import { createKeyedHash } from "../platform/keyedHash.ts";
import { queueHints } from "../platform/jobHints.ts";
import { Invitations } from "../platform/invitations.ts";
import { KeyUsage } from "../platform/keyUsage.ts";
import { MailTokens } from "../platform/mailTokens.ts";
import { PlatformView } from "../platform/platformView.ts";
import { PoolKeyDesk } from "../platform/poolKeyDesk.ts";
import type { QuotaObject } from "../platform/quota/object.ts";
import { RateLimits } from "../platform/rateLimits.ts";
import { Restores } from "../platform/restores.ts";
import { SearchIndex } from "../platform/searchIndex.ts";
import { createSecrets } from "../platform/secrets.ts";
import { Team } from "../platform/team.ts";
import { TenantDb } from "../platform/tenantDb.ts";
import { Trip } from "../platform/trip.ts";

export const log = (entry: object): void => console.log(JSON.stringify(entry));

/** The objects of a namespace, by name, as the port their room declares. */
const named =
  <T>(namespace: DurableObjectNamespace) =>
  (name: string): T =>
    namespace.get(namespace.idFromName(name)) as unknown as T;

const objects = (env: Env) => ({
  conversation: named<ConversationRpc & Fetcher>(env.CONVERSATION),
  line: named<LineRpc>(env.LINE),
  inbox: named<InboxRpc & PushRpc & Fetcher>(env.INBOX),
  quota: named<QuotaObject & QuotaPort>(env.QUOTA),
});

/** The same objects, as backups and restores see them. */
const archives = (env: Env) => ({
  conversation: named<ArchiveRpc>(env.CONVERSATION),
  line: named<ArchiveRpc>(env.LINE),
  inbox: named<ArchiveRpc>(env.INBOX),
  quota: named<ArchiveRpc>(env.QUOTA),
});

/** What every room stands on. */
export const platform = (env: Env) => {
  const config = parseConfig(env);
  const secrets = createSecrets(config.masterKeys, systemChance.bytes);
  const directory = new Directory(env.DB);
  return {
    config,
    secrets,
    directory,
    chance: systemChance,
    addressSalt: config.masterKeys[0]?.bytes ?? new Uint8Array(),
    stopHash: createKeyedHash(config.masterKeys, "address that said STOP"),
    senderHash: createKeyedHash(config.masterKeys, "sender who was erased"),
    db: (tenantId: string, trip?: Trip) => new TenantDb(env.DB, tenantId, trip),
    trip: () => new Trip(env.DB),
    tenant: (tenantId: string, trip?: Trip) => directory.tenant(tenantId, trip),
    hints: queueHints(env.JOBS, log),
    accounts: new Accounts(env.DB),
    sessions: new ConsoleSessions(env.DB),
    team: new Team(env.DB),
    invitations: new Invitations(env.DB),
    mailTokens: new MailTokens(env.DB),
    limits: new RateLimits(env.DB),
    bucket: env.FILES,
    restores: new Restores(env.DB),
    files: new Files(env.FILES, systemChance),
    keyUsage: new KeyUsage(env.DB, systemChance),
    poolKeyDesk: new PoolKeyDesk(env.DB, secrets, systemChance),
    searchIndex: new SearchIndex(env.DB),
    platformView: new PlatformView(env.DB),
    ...objects(env),
    archives: archives(env),
  };
};

export type Platform = ReturnType<typeof platform>;
