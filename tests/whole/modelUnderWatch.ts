import { createFailover } from "../../workers/models/failover.ts";
import type { KeyedModel, KeyedResult } from "../../workers/models/keyedModel.ts";
import type { Model, ModelOptions, ModelRequest, ModelResult } from "../../workers/models/port.ts";
import { nobody } from "../../workers/models/nobody.ts";
import type { NodeD1 } from "../support/nodeD1.ts";
import type { Aim } from "./aim.ts";
import type { Dice } from "./dice.ts";
import type { Faults } from "./faults.ts";
import type { Process } from "./process.ts";
import type { VirtualTime } from "./virtualTime.ts";

interface Surroundings {
  dice: Dice;
  faults: Faults;
  time: VirtualTime;
  process: Process;
  aim: Aim;
  d1: NodeD1;
}

/** Often enough it takes more than one message of WhatsApp's to say. */
const sentence = "Una frase abbastanza lunga da dover essere divisa. ";
const levelIn = (text: string): number => Math.max(0, ...[...text.matchAll(/SEGRETO-(\d)/g)].map(([, level]) => Number(level)));
/** A level that was changed while a turn was being prepared may be the one before. */
const graceMs = 30_000;

/**
 * The model behind the real way of trying keys again, and a watch in front of it: whatever is asked is judged by whose conversation
 * it is and which level its contact held. Every answer says at which level it was given, so that it is known again in a later prompt.
 */
export class ModelUnderWatch implements Model {
  readonly wrong: string[] = [];
  asked = 0;
  /** What was asked, by the first words of what was answered. */
  readonly answered = new Map<string, string>();
  /** When each contact's level was last a higher one, and which. */
  readonly #held = new Map<string, { level: number; until: number }[]>();
  readonly #around: Surroundings;
  readonly #behind: Model;
  #answers = 0;
  #movingUntil = 0;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#behind = createFailover({
      provider: this.#provider,
      keyring: { next: async () => ({ secret: "k", pool: null }), report: () => undefined },
      offline: nobody,
      chance: { now: around.process.now, bytes: (length) => new Uint8Array(length), id: () => "" },
    });
  }

  /** To be told before a contact's level goes down. */
  levelEnds(contactId: string, level: number): void {
    const before = this.#held.get(contactId) ?? [];
    this.#held.set(contactId, [...before, { level, until: this.#around.time.now }]);
  }

  /** To be told when a merge begins and when it ends: subscriptions go with their people. */
  levelsMove = (): void => {
    this.#movingUntil = this.#around.time.now + graceMs;
  };

  generate(request: ModelRequest, options: ModelOptions): Promise<ModelResult> {
    this.asked++;
    this.#judge(request, options);
    return this.#around.process.alive(this.#behind.generate(request, options));
  }

  /** I7 and I14, by what stands in the prompt. */
  #judge(request: ModelRequest, { keyFor }: ModelOptions): void {
    const given = JSON.stringify(request);
    const stranger = [...given.matchAll(/SOLO-(ten_\d)/g)].find(([, tenant]) => tenant !== keyFor.tenantId);
    if (stranger) this.wrong.push(`I7: the model was given ${stranger[0]} for ${keyFor.tenantId}`);
    if (this.#around.time.now < this.#movingUntil) return;
    const { level, contactId } = this.#levelOf(keyFor.conversationId ?? "");
    const recently = (this.#held.get(contactId) ?? []).filter(({ until }) => until + graceMs >= this.#around.time.now);
    const allowed = Math.max(level, ...recently.map((held) => held.level));
    if (levelIn(given) > allowed) this.wrong.push(`I14: the model was given level ${levelIn(given)} for one of ${allowed}`);
  }

  #levelOf(conversationId: string): { level: number; contactId: string } {
    // Whoever was joined with somebody holds what that one holds, also in a thread that has not followed yet.
    const query = `SELECT COALESCE(p.merged_into, p.id) AS contact, MAX(s.level) AS level FROM conversations c
      JOIN contacts p ON p.tenant_id = c.tenant_id AND p.id = c.contact_id LEFT JOIN subscriptions s
      ON s.tenant_id = c.tenant_id AND s.contact_id = COALESCE(p.merged_into, p.id) AND s.status = 'active' WHERE c.id = ?`;
    const statement = this.#around.d1.statement(query, "objects");
    const row = statement.get(conversationId);
    return { level: Number(row?.["level"] ?? 1), contactId: String(row?.["contact"]) };
  }

  readonly #provider: KeyedModel = {
    generate: (request, _key, { signal }) =>
      new Promise<KeyedResult>((resolve) => {
        const { dice, faults, time, aim } = this.#around;
        const [fate, isDeaf] = [faults.model(), faults.isDeaf()];
        aim.note("ask");
        signal.addEventListener("abort", () => isDeaf || resolve(failed("aborted")));
        const ms = fate === "hang" ? 25_000 : dice.between(200, 3_000);
        time.after(ms, () => resolve(fate === "fine" ? this.#answer(request) : failed(fate === "hang" ? "unavailable" : fate)));
      }),
  };

  #answer(request: ModelRequest): KeyedResult {
    const { system, model } = request;
    const length = this.#around.dice.is(0.15) ? 40 : 0;
    const text = `risposta ${++this.#answers}, SEGRETO-${Math.max(1, levelIn(system))} ${sentence.repeat(length)}`.trim();
    this.answered.set(`risposta ${this.#answers},`, JSON.stringify(request.contents));
    return {
      result: { ok: true, text, finish: "stop", tokensIn: 1, tokensOut: 1, model },
      verdict: { kind: "fine" },
    };
  }
}

const failed = (failure: Extract<ModelResult, { ok: false }>["failure"]): KeyedResult => ({
  result: { ok: false, failure, detail: "" },
  verdict: failure === "unavailable" ? { kind: "rests", afterMs: null } : { kind: "fine" },
});
