import type { Intent } from "../../schema/contract/enums.ts";
import type { ModelResult } from "../models/port.ts";
import { wordsOf } from "../platform/causes.ts";
import { disclose } from "../agents/disclosure.ts";
import { notice } from "../agents/notices.ts";
import type { ConversationEvent, TurnOutcome } from "./events.ts";
import type { Kernel } from "./kernel.ts";
import type { AskingTurn, PreparedTurn, TurnPeople } from "./prepared.ts";
import { withQuotedWords } from "./quotes.ts";
import type { Streams } from "./streams.ts";
import type { Parties } from "./state.ts";

type TurnResult = Pick<Extract<ConversationEvent, { type: "turnFinished" }>, "outcome" | "parties" | "intent">;

interface RunningTurn {
  id: string;
  batchId: string;
  controller: AbortController;
  /** What the model has said so far, so that a stopped answer can stay. */
  said: string;
  stopped: boolean;
}

/** A level that changes is obeyed by the next message, so what was read for this one is good for its own turn only. */
const freshForMs = 500;

/** Carries out the one turn a conversation may have at a time. It decides nothing: its result is an event for the step. */
export class TurnRunner {
  readonly #kernel: Kernel;
  readonly #streams: Streams;
  readonly #showTyping: (isTyping: boolean) => void;
  #running: RunningTurn | null = null;
  #introduced: { people: TurnPeople; at: number } | null = null;
  /** Messages left today, as the last turn learned it; null without a limit. */
  remainingMessages: number | null = null;

  constructor(kernel: Kernel, streams: Streams, showTyping: (isTyping: boolean) => void) {
    this.#kernel = kernel;
    this.#streams = streams;
    this.#showTyping = showTyping;
  }

  /** People who were read for a message that has just come; the turn that begins within a moment need not read them again. */
  introduce(people: TurnPeople | null): void {
    this.#introduced = people && { people, at: this.#kernel.chance.now() };
  }

  start(turnId: string): void {
    const { batch } = this.#kernel.born;
    if (!batch) return;
    const turn: RunningTurn = { id: turnId, batchId: batch.id, controller: new AbortController(), said: "", stopped: false };
    this.#running = turn;
    this.#kernel.turnIsRunning = true;
    if (batch.channel === "web") this.#kernel.holdTelling();
    void this.#run(turn, [...batch.messageIds]);
  }

  abort(turnId: string): void {
    if (this.#running?.id !== turnId) return;
    this.#running.controller.abort();
    this.#streams.emit(this.#running.batchId, { event: "retracted", data: {} });
    this.#showTyping(false);
    this.#running = null;
    this.#kernel.turnIsRunning = false;
    this.#kernel.holdNothing();
  }

  /** Nobody is to hear of the turn any more. */
  drop(): void {
    if (!this.#running) return;
    const { id, batchId } = this.#running;
    this.abort(id);
    this.#streams.settle(batchId, { event: "closed", data: { reason: "silence" } });
  }

  /** The customer has heard enough: what was said so far is the answer. */
  stop(): void {
    if (!this.#running) return;
    this.#running.stopped = true;
    this.#running.controller.abort();
  }

  async #run(turn: RunningTurn, messageIds: string[]): Promise<void> {
    let outcome: TurnOutcome;
    let parties: Parties | null = null;
    let intent: Intent | null = null;
    let asked: { turn: AskingTurn; result: ModelResult } | null = null;
    try {
      const prepared = await this.#prepare(turn, messageIds);
      if (this.#running !== turn) return await cancel(prepared);
      this.remainingMessages = prepared.remainingMessages;
      ({ parties, intent } = prepared);
      if (prepared.kind === "settled") outcome = prepared.outcome;
      else {
        const result = await this.#ask(turn, prepared);
        asked = { turn: prepared, result };
        outcome = this.#outcomeOf(turn, prepared, result);
      }
    } catch (error) {
      console.error("turn failed", { turnId: turn.id, error: wordsOf(error) });
      const { level, language, customerLanguage } = this.#kernel.born;
      outcome = {
        kind: "failed",
        apology: notice("model_unavailable", customerLanguage ?? language),
        level,
        retry: true,
        needsPerson: "model_unavailable",
        discloses: false,
      };
    }
    this.#commit(turn, { outcome, parties, intent }, asked);
    if (asked) await asked.turn.settle(asked.result);
  }

  #prepare(turn: RunningTurn, messageIds: string[]): Promise<PreparedTurn> {
    const { stores, deps, born } = this.#kernel;
    const { id, tenantId, agentId, contactId, batch, addressHash, customerLanguage } = born;
    const messages = stores.messages.byIds(messageIds).map((message) => withQuotedWords(stores.messages, message));
    const channel = batch?.channel ?? "web";
    return deps.prepareTurn(
      {
        turnId: turn.id,
        conversationId: id,
        tenantId,
        agentId,
        contactId,
        channel,
        messages,
        supplements: batch?.supplements ?? [],
        customerLanguage,
        addressHash,
        people: this.#fresh(),
      },
      (level, limit) => stores.messages.history(level, messageIds, limit),
    );
  }

  #fresh(): TurnPeople | null {
    const known = this.#introduced;
    this.#introduced = null;
    const { chance, born } = this.#kernel;
    const isFresh = known !== null && chance.now() - known.at < freshForMs && known.people.person.id === born.contactId;
    return isFresh ? known.people : null;
  }

  #ask(turn: RunningTurn, prepared: AskingTurn): Promise<ModelResult> {
    const show = (text: string) => this.#streams.emit(turn.batchId, { event: "delta", data: { text } });
    const say = (text: string) => {
      turn.said += text;
      show(text);
    };
    const opening = disclose(prepared.disclosure, "");
    if (opening) show(opening);
    const asked = this.#kernel.deps.model.generate(prepared.request, {
      signal: turn.controller.signal,
      keyFor: prepared.keyFor,
      onDelta: say,
      onRetract: () => {
        turn.said = "";
        this.#streams.emit(turn.batchId, { event: "retracted", data: {} });
        if (opening) show(opening);
      },
    });
    // The request is on its way: now everybody else may be told.
    this.#kernel.deps.later(0, () => {
      if (this.#running === turn) this.#showTyping(true);
      this.#kernel.letGo(["live"]);
    });
    return asked;
  }

  #outcomeOf(turn: RunningTurn, prepared: AskingTurn, result: ModelResult): TurnOutcome {
    const { level, apologies, disclosure } = prepared;
    const discloses = disclosure !== null;
    if (result.ok) {
      return {
        kind: "answered",
        text: disclose(disclosure, result.text),
        preview: result.text,
        level,
        discloses,
        model: result.model,
        tokensIn: result.tokensIn,
        tokensOut: result.tokensOut,
      };
    }
    if (turn.stopped) {
      const { tokensIn = 0, tokensOut = 0 } = result.billed ?? {};
      const text = disclose(disclosure, turn.said).trim();
      const preview = turn.said.trim() || text;
      return text
        ? { kind: "answered", text, preview, level, discloses, model: prepared.request.model, tokensIn, tokensOut }
        : { kind: "silent", needsPerson: null };
    }
    const isRefused = result.failure === "refused";
    const apology = isRefused ? apologies.refused : apologies.unavailable;
    return {
      kind: "failed",
      apology: disclose(disclosure, apology),
      level,
      discloses,
      retry: !isRefused && result.failure !== "bad_request",
      needsPerson: isRefused ? "model_refused" : "model_unavailable",
    };
  }

  #commit(turn: RunningTurn, result: TurnResult, asked: { turn: AskingTurn } | null): void {
    const { outcome } = result;
    if (this.#running !== turn) return;
    this.#running = null;
    this.#kernel.turnIsRunning = false;
    this.#kernel.holdNothing();
    const [replyId, awayId] = [this.#kernel.chance.id("message"), this.#kernel.chance.id("message")];
    if (outcome.kind !== "answered") this.#showTyping(false);
    if (outcome.kind === "failed" && (turn.said || outcome.discloses))
      this.#streams.emit(turn.batchId, { event: "retracted", data: {} });
    this.#kernel.apply({ type: "turnFinished", turnId: turn.id, replyId, awayId, ...result }, () => {
      if (asked && outcome.kind === "answered") this.#kernel.stores.writeTrace(asked.turn.trace);
    });
  }
}

/** A turn that was overtaken before it asked gives back what it had reserved. */
const cancel = async (prepared: PreparedTurn): Promise<void> => {
  if (prepared.kind === "asking") await prepared.settle({ ok: false, failure: "aborted", detail: "overtaken" });
};
