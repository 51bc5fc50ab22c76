import type { Suggestion, Summary } from "../../schema/contract/conversations.ts";
import type { AssistQuestion } from "./assistQuestion.ts";
import { isBlocked } from "./blocking.ts";
import type { Kernel } from "./kernel.ts";
import { withQuotedWords } from "./quotes.ts";
import type { Refused } from "./rpc.ts";
import type { ConversationState } from "./state.ts";

/** Of a longer thread the latest are summed up. */
const mostMessages = 300;

interface Ask {
  /** Those who wait for it. */
  askers: Set<string>;
  controller: AbortController;
}

interface Summing extends Ask {
  key: string;
  answer: Promise<Summary | Refused>;
}

const questionOf = ({
  id: conversationId,
  tenantId,
  agentId,
  contactId,
  customerLanguage,
}: ConversationState): AssistQuestion => ({
  conversationId,
  tenantId,
  agentId,
  contactId,
  customerLanguage,
});

/** What colleagues ask the model about a thread. It changes nothing of the thread, and is over with the object's life. */
export class AssistDesk {
  readonly #kernel: Kernel;
  readonly #asks = new Set<Ask>();
  #summing: Summing | null = null;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  async suggest(askId: string): Promise<Suggestion | Refused> {
    const { state, stores, deps } = this.#kernel;
    if (!state) return { refused: "not_found" };
    if (isBlocked(state)) return { refused: "blocked" };
    const ask = this.#begin(askId);
    try {
      return await deps.suggest(
        questionOf(state),
        (level, limit) => stores.messages.history(level, [], limit).map((message) => withQuotedWords(stores.messages, message)),
        ask.controller.signal,
      );
    } finally {
      this.#asks.delete(ask);
    }
  }

  /** The same thread is summed up once: who asks meanwhile or again is given the same. */
  async summarize(askId: string): Promise<Summary | Refused> {
    const { state, stores, chance } = this.#kernel;
    if (!state) return { refused: "not_found" };
    const thread = stores.messages.page("before", null, mostMessages + 1);
    const newest = thread.at(-1);
    if (!newest) return { text: "", upToMessageId: null, at: new Date(chance.now()).toISOString() };
    const key = `${newest.id}:${stores.messages.count()}:${state.language}`;
    const kept = stores.readSummary();
    if (kept?.key === key) return kept.summary;
    if (this.#summing?.key === key && !this.#summing.controller.signal.aborted) {
      this.#summing.askers.add(askId);
      return this.#summing.answer;
    }
    const ask = this.#begin(askId);
    const isWhole = thread.length <= mostMessages;
    const answer = this.#sum(ask, key, newest.id, state, { thread: thread.slice(isWhole ? 0 : 1), isWhole });
    this.#summing = { ...ask, key, answer };
    return answer;
  }

  /** Somebody waits no more; a call that nobody waits for is ended. */
  giveUp(askId: string): void {
    for (const ask of this.#asks) if (ask.askers.delete(askId) && ask.askers.size === 0) ask.controller.abort();
  }

  giveUpAll(): void {
    for (const ask of this.#asks) ask.controller.abort();
  }

  #begin(askId: string): Ask {
    const ask = { askers: new Set([askId]), controller: new AbortController() };
    this.#asks.add(ask);
    return ask;
  }

  async #sum(
    ask: Ask,
    key: string,
    upToMessageId: string,
    state: ConversationState,
    read: Parameters<Kernel["deps"]["summarize"]>[1],
  ): Promise<Summary | Refused> {
    const { stores, deps, chance } = this.#kernel;
    try {
      const made = await deps.summarize(questionOf(state), read, ask.controller.signal);
      if ("refused" in made) return made;
      if (!this.#kernel.state) return { refused: "not_found" };
      const summary = { text: made.text, upToMessageId, at: new Date(chance.now()).toISOString() };
      stores.writeSummary({ key, summary });
      return summary;
    } finally {
      this.#asks.delete(ask);
      if (this.#summing?.controller === ask.controller) this.#summing = null;
    }
  }
}
