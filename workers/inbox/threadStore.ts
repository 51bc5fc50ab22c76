import type { ConversationView } from "../conversation/rpc.ts";

const schema = `
CREATE TABLE IF NOT EXISTS thread (
  id TEXT PRIMARY KEY,
  inbound INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  inbound_at INTEGER NOT NULL,
  at INTEGER NOT NULL,
  attention INTEGER NOT NULL,
  moved_to TEXT,
  facts TEXT NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;`;

/** What the live room knows of a conversation without asking anybody. */
export type ThreadFacts = Pick<
  ConversationView,
  "agentId" | "agentName" | "contactName" | "isClient" | "aiEnabled" | "needsPerson" | "place" | "assignee" | "labelIds"
>;

interface Known extends Record<string, SqlStorageValue> {
  inbound: number;
  movedTo: string | null;
  version: number;
}

/** What a conversation's news changed beyond its own row. */
export interface Noted {
  /** It was joined into this one just now. */
  joined: string | null;
  /** It had been joined into another, and lives again. */
  cameBack: boolean;
}

const factsOf = (view: ConversationView): ThreadFacts => ({
  agentId: view.agentId,
  agentName: view.agentName,
  contactName: view.contactName,
  isClient: view.isClient,
  aiEnabled: view.aiEnabled,
  needsPerson: view.needsPerson,
  place: view.place,
  assignee: view.assignee,
  labelIds: view.labelIds,
});

/** The tenant's conversations as the live room has last heard of them, in its own SQLite. */
export class ThreadStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#sql.exec(schema);
  }

  /** Told twice, or something older, it takes no step back. */
  note(view: ConversationView): Noted {
    const known = this.#known(view.id);
    const inbound = Math.max(known?.inbound ?? 0, view.inboundCount);
    const at = Date.parse(view.lastMessageAt);
    if (known && known.version > view.version) {
      this.#sql.exec("UPDATE thread SET inbound = ? WHERE id = ?", inbound, view.id);
      return { joined: null, cameBack: false };
    }
    this.#sql.exec(
      `INSERT INTO thread (id, inbound, first_at, inbound_at, at, attention, moved_to, facts, version)
       VALUES (?1, ?2, ?3, ?3, ?3, ?4, ?5, ?6, ?7)
       ON CONFLICT (id) DO UPDATE SET first_at = iif(inbound = 0, excluded.first_at, first_at),
         inbound_at = iif(excluded.inbound > inbound, excluded.inbound_at, inbound_at), inbound = excluded.inbound,
         at = excluded.at, attention = excluded.attention, moved_to = excluded.moved_to, facts = excluded.facts,
         version = excluded.version`,
      view.id,
      inbound,
      at,
      view.needsPerson === null ? 0 : 1,
      view.movedTo,
      JSON.stringify(factsOf(view)),
      view.version,
    );
    return {
      joined: view.movedTo !== (known?.movedTo ?? null) ? view.movedTo : null,
      cameBack: view.movedTo === null && (known?.movedTo ?? null) !== null,
    };
  }

  forget(id: string): void {
    this.#sql.exec("DELETE FROM thread WHERE id = ?", id);
  }

  facts(id: string): ThreadFacts | null {
    const [row] = this.#sql.exec<{ facts: string }>("SELECT facts FROM thread WHERE id = ?", id).toArray();
    return row ? (JSON.parse(row.facts) as ThreadFacts) : null;
  }

  #known(id: string): Known | null {
    const query = "SELECT inbound, moved_to AS movedTo, version FROM thread WHERE id = ?";
    return this.#sql.exec<Known>(query, id).toArray()[0] ?? null;
  }
}
