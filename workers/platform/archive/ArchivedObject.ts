import { DurableObject } from "cloudflare:workers";
import { ObjectRows, type ArchivePlan, type DumpCursor, type DumpPage, type Fact, type TableRows } from "./objectRows.ts";

/** What a backup and a restore ask of an object, whichever it is. */
export interface ArchiveRpc {
  /** A page of everything that travels; null begins. */
  dump(from: DumpCursor | null): Promise<DumpPage>;
  /**
   * Makes room for a restore. Asked again, what it had brought is gone, and it begins anew: only rows that come with the newest
   * `attempt` are taken.
   *
   * @returns false when something else is in the object
   */
  restoreBegin(order: { restoreId: string; attempt: string }): Promise<boolean>;
  /** @returns false when another attempt has begun meanwhile */
  restoreRows(order: { attempt: string; tables: TableRows[]; facts: Fact[] }): Promise<boolean>;
  /** All is there: the object knows itself again, and still does nothing by itself. */
  restoreEnd(attempt: string): Promise<boolean>;
  /**
   * The tenant is open: the object goes on. Told again, it does nothing.
   *
   * @param order `since`: when the backup began, in milliseconds
   */
  restoreWake(order: { restoreId: string; since: number }): Promise<void>;
  /** Takes back what this restore has brought, woken or not. */
  restoreForget(restoreId: string): Promise<void>;
}

const markKey = "archive:restore";

interface Mark {
  restoreId: string;
  attempt: string;
  isAwake: boolean;
}

/** A Durable Object of which a backup takes everything, and which a restore fills again (docs/BACKUP.md). */
export abstract class ArchivedObject extends DurableObject<unknown> implements ArchiveRpc {
  protected abstract readonly archivePlan: ArchivePlan;

  get #rows(): ObjectRows {
    return new ObjectRows(this.ctx.storage.sql, this.archivePlan);
  }

  get #mark(): Mark | undefined {
    return this.ctx.storage.kv.get<Mark>(markKey);
  }

  /** It was brought back, and its tenant is not open yet. */
  protected get isAsleep(): boolean {
    return this.#mark?.isAwake === false;
  }

  async dump(from: DumpCursor | null): Promise<DumpPage> {
    const page = this.#rows.page(from);
    return { ...page, facts: page.next === null ? this.#facts() : [] };
  }

  async restoreBegin({ restoreId, attempt }: { restoreId: string; attempt: string }): Promise<boolean> {
    const { storage } = this.ctx;
    return storage.transactionSync(() => {
      // What sleeps was never used: it is what a restore that was given up has left behind.
      if (!this.isAsleep && !(this.#rows.isEmpty() && this.#facts().length === 0)) return false;
      this.#clear();
      this.makeTables();
      storage.kv.put<Mark>(markKey, { restoreId, attempt, isAwake: false });
      return true;
    });
  }

  async restoreRows({ attempt, tables, facts }: { attempt: string; tables: TableRows[]; facts: Fact[] }): Promise<boolean> {
    const { storage } = this.ctx;
    return storage.transactionSync(() => {
      if (this.#mark?.attempt !== attempt || this.#mark.isAwake) return false;
      for (const table of tables) this.#rows.write(table);
      for (const [key, value] of facts) if (this.#travels(key)) storage.kv.put(key, value);
      return true;
    });
  }

  async restoreEnd(attempt: string): Promise<boolean> {
    if (this.#mark?.attempt !== attempt) return false;
    this.knowAgain();
    return true;
  }

  async restoreWake({ restoreId, since }: { restoreId: string; since: number }): Promise<void> {
    const mark = this.#mark;
    if (mark?.restoreId !== restoreId || mark.isAwake) return;
    // Before the mark: cut off in between, it is done once more, which changes nothing.
    this.goOn(since);
    this.ctx.storage.kv.put<Mark>(markKey, { ...mark, isAwake: true });
  }

  async restoreForget(restoreId: string): Promise<void> {
    if (this.#mark?.restoreId !== restoreId) return;
    this.ctx.storage.transactionSync(() => {
      this.#clear();
      this.ctx.storage.kv.delete(markKey);
    });
    await this.ctx.storage.deleteAlarm();
    this.knowAgain();
  }

  /** Makes the tables that rows will come for, where they are not made at birth. */
  protected makeTables(): void {}

  /** Storage was filled or emptied past what the object remembers of it. It does nothing about it by itself. */
  protected knowAgain(): void {}

  /** See `restoreWake`. */
  protected goOn(_since: number): void {}

  #clear(): void {
    this.#rows.clear();
    for (const [key] of this.ctx.storage.kv.list()) if (key !== markKey) this.ctx.storage.kv.delete(key);
  }

  #travels(key: string): boolean {
    return key !== markKey && !this.archivePlan.left.includes(key);
  }

  #facts(): Fact[] {
    return [...this.ctx.storage.kv.list<unknown>()].filter(([key]) => this.#travels(key));
  }
}
