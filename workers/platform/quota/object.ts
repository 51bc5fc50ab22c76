import { ArchivedObject } from "../archive/ArchivedObject.ts";
import type { ReserveAnswer, ReserveRequest } from "./rules.ts";
import { QuotaStore } from "./store.ts";

/**
 * One per agent: the day's messages and money. Every call is one synchronous transaction, so nothing can come in between reading
 * and writing, and a failure leaves nothing half done.
 */
export class QuotaObject extends ArchivedObject {
  protected readonly archivePlan = { large: ["messages", "turns"], left: [] };
  readonly #store: QuotaStore;

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env);
    this.#store = new QuotaStore(ctx.storage.sql);
  }

  /** To be asked before each call to the model; idempotent per turn and per message. */
  reserve(request: ReserveRequest): ReserveAnswer {
    return this.ctx.storage.transactionSync(() => this.#store.reserve(request));
  }

  /** To be told after it. What is never settled counts in full until the day ends. */
  settle(settlement: { turnId: string; micros: number; day: string }): void {
    this.ctx.storage.transactionSync(() => this.#store.settle(settlement));
  }

  forget(contactIds: string[]): void {
    this.ctx.storage.transactionSync(() => this.#store.forget(contactIds));
  }

  peek(question: Pick<ReserveRequest, "contactId" | "addressHash" | "limit" | "day">): { remaining: number | null } {
    return this.#store.peek(question);
  }

  /** What the day has cost so far, reservations included, in millionths of a euro. */
  spend(day: string): number {
    return this.#store.spend(day);
  }
}
