import { LineObject } from "../../workers/channels/whatsapp/LineObject.ts";
import type { LineDeps } from "../../workers/channels/whatsapp/line.ts";
import { ConversationObject } from "../../workers/conversation/ConversationObject.ts";
import type { ConversationDeps } from "../../workers/conversation/ports.ts";
import { InboxObject } from "../../workers/inbox/InboxObject.ts";
import type { PushDeskDeps } from "../../workers/inbox/pushDesk.ts";
import type { BackupDeps } from "../../workers/backup/deps.ts";
import type { ObjectKind } from "../../workers/backup/format/records.ts";
import { Accounts } from "../../workers/platform/accounts.ts";
import type { ArchivedObject } from "../../workers/platform/archive/ArchivedObject.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { Directory } from "../../workers/platform/directory.ts";
import { parseMasterKeys } from "../../workers/platform/masterKeys.ts";
import { QuotaObject } from "../../workers/platform/quota/object.ts";
import { Restores } from "../../workers/platform/restores.ts";
import type { ConsoleCaller } from "../../workers/platform/route.ts";
import { createSecrets } from "../../workers/platform/secrets.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { MemoryBucket } from "../support/memoryBucket.ts";
import { NodeD1 } from "../support/nodeD1.ts";
import { NodeStorage } from "../support/nodeStorage.ts";

const nothing = () => undefined;
/** What the objects would talk to, if they did anything. */
const away = { line: nothing, liveRoom: () => ({ trouble: async () => undefined, publish: async () => undefined }) };

/** An installation as far as backups go: the real database's SQL, the real objects' classes, all in this process. */
export class House {
  readonly d1 = new NodeD1();
  readonly bucket = new MemoryBucket();
  readonly storages = new Map<string, NodeStorage>();
  readonly deps: BackupDeps;
  /** Numbers whose objects were told of their row. */
  readonly configured: string[] = [];
  readonly #objects = new Map<string, ArchivedObject>();

  constructor(key: string) {
    const d1 = this.d1.asD1();
    this.deps = {
      chance: systemChance,
      secrets: createSecrets(parseMasterKeys(Buffer.alloc(32, key).toString("base64")), systemChance.bytes),
      accounts: new Accounts(d1),
      directory: new Directory(d1),
      limits: { take: async () => null },
      restores: new Restores(d1),
      bucket: this.bucket.asR2(),
      db: (tenantId) => new TenantDb(d1, tenantId),
      object: (kind, name) => this.object(kind, name),
      configureLine: async ({ number }) => void this.configured.push(number),
      log: nothing,
    };
  }

  storage(kind: ObjectKind, name: string): NodeStorage {
    const known = this.storages.get(`${kind} ${name}`) ?? new NodeStorage();
    this.storages.set(`${kind} ${name}`, known);
    return known;
  }

  object(kind: ObjectKind, name: string): ArchivedObject {
    const known = this.#objects.get(`${kind} ${name}`) ?? this.#make(kind, name);
    this.#objects.set(`${kind} ${name}`, known);
    return known;
  }

  /** As if every object had been evicted, and whoever was at work on them cut off. */
  forgetObjects(): void {
    this.#objects.clear();
  }

  caller(tenantId: string): ConsoleCaller {
    return { tenantId, userId: "usr_admin", db: this.deps.db(tenantId) } as ConsoleCaller;
  }

  #make(kind: ObjectKind, name: string): ArchivedObject {
    const storage = this.storage(kind, name);
    const ctx = { storage, id: { name }, waitUntil: nothing, getWebSockets: () => [], setWebSocketAutoResponse: nothing };
    const state = ctx as unknown as DurableObjectState;
    const { chance, secrets, db } = this.deps;
    if (kind === "quota") return new QuotaObject(state, {});
    if (kind === "inbox") return new InboxObject(state, {}, { chance, secrets, push: {} } as unknown as PushDeskDeps);
    if (kind === "line") return new LineObject(state, {}, { chance, secrets } as unknown as LineDeps);
    const deps = { ...away, chance, db, later: nothing, hints: { send: async () => undefined } };
    return new ConversationObject(state, {}, deps as unknown as ConversationDeps);
  }
}
