import type { Level } from "../../schema/contract/enums.ts";
import { knowledgeQuestion } from "../agents/gatherPrompt.ts";
import { writerOf } from "../agents/writer.ts";
import type { PageVisit } from "../platform/directory.ts";
import type { CustomerCaller } from "../platform/route.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { Trip } from "../platform/trip.ts";
import { readThread, type ReadThreadDeps, type ThreadFacts } from "./readThread.ts";

/** As many visitors as an isolate remembers; each is a few hundred bytes. */
const mostRemembered = 2_000;

interface Guess extends Pick<PageVisit, "tenantId" | "agentId"> {
  contactId: string;
  facts: Promise<ThreadFacts>;
}

/** A visit, and the level its visitor had when they last wrote; null before they did. */
interface Remembered {
  visit: PageVisit;
  level: Level | null;
}

/** What names a visit: the address of the page and the hashes of its cookies, never the cookies. */
export interface VisitKey {
  slug: string;
  sessionHash: string | null;
  visitorHash: string | null;
}

const contactOf = ({ customerId, visitorId }: PageVisit): string | null => customerId ?? visitorId;
const nameOf = ({ slug, sessionHash, visitorHash }: VisitKey): string => `${slug} ${sessionHash} ${visitorHash}`;

/**
 * Who wrote a moment ago writes again: what their message needs is read together with the look-up that says who they are, and not
 * after it. The look-up alone decides. What was read on a guess leaves this file only through `of`, which knows it only after
 * `confirm` has compared tenant, agent and contact with the look-up's answer; otherwise it is thrown away and read anew.
 */
export class ReadAhead {
  readonly #deps: ReadThreadDeps & { db(tenantId: string, trip?: Trip): TenantDb };
  /** The latest visits, oldest first. */
  readonly #visits = new Map<string, Remembered>();
  readonly #confirmed = new WeakMap<CustomerCaller, Promise<ThreadFacts>>();
  readonly #names = new WeakMap<CustomerCaller, string>();

  constructor(deps: ReadThreadDeps & { db(tenantId: string, trip?: Trip): TenantDb }) {
    this.#deps = deps;
  }

  /**
   * Starts reading on a guess, on the look-up's own trip, also what the knowledge says to `words` at the level they had last; null
   * for somebody who is not remembered. The turn decides whether that level still holds.
   */
  guess(key: VisitKey, words: string, trip: Trip): Guess | null {
    const known = this.#visits.get(nameOf(key));
    const contactId = known ? contactOf(known.visit) : null;
    if (!known || contactId === null) return null;
    const { tenantId, agentId } = known.visit;
    const said = words.trim() === "" ? [] : [words];
    const question = known.level && knowledgeQuestion(agentId, known.level, said);
    const facts = readThread(this.#deps, this.#deps.db(tenantId, trip), { agentId, contactId }, question);
    // Nobody may come for it, and then nobody would hear that it failed.
    facts.catch(() => undefined);
    return { tenantId, agentId, contactId, facts };
  }

  /** The look-up has answered: hands the guess to its caller if it was right, and remembers the answer for the next time. */
  confirm(guess: Guess | null, key: VisitKey, visit: PageVisit, caller: CustomerCaller): void {
    const isRight = guess?.tenantId === visit.tenantId && guess.agentId === visit.agentId && guess.contactId === contactOf(visit);
    if (guess && isRight) this.#confirmed.set(caller, guess.facts);
    this.#names.set(caller, nameOf(key));
    this.#remember(nameOf(key), visit);
  }

  /** Remembers the level that whoever writes has now, for their next message. */
  learn(caller: CustomerCaller, { tenant, person }: ThreadFacts): void {
    const known = this.#visits.get(this.#names.get(caller) ?? "");
    if (known && tenant && person) known.level = writerOf(tenant, person).level;
  }

  /** What was read ahead for this very caller; null when it still has to be read. */
  of(caller: CustomerCaller): Promise<ThreadFacts> | null {
    return this.#confirmed.get(caller) ?? null;
  }

  #remember(name: string, visit: PageVisit): void {
    const level = this.#visits.get(name)?.level ?? null;
    this.#visits.delete(name);
    if (contactOf(visit) === null) return;
    this.#visits.set(name, { visit, level });
    const [oldest] = this.#visits.keys();
    if (this.#visits.size > mostRemembered && oldest !== undefined) this.#visits.delete(oldest);
  }
}
