import type { TurnTrace } from "../../schema/contract/conversations.ts";
import type { CustomerLanguage } from "../../schema/contract/enums.ts";
import type { AgentRow } from "../../schema/tables/agents.ts";
import { composeRequest } from "../agents/composeRequest.ts";
import { disclose, disclosureSentence } from "../agents/disclosure.ts";
import { dearestCost } from "../agents/dearest.ts";
import { gatherPrompt, nothingGathered } from "../agents/gatherPrompt.ts";
import { historyLength } from "../agents/historyWindow.ts";
import { dailyLimitFor } from "../agents/limits.ts";
import { notice, upgradeNotice } from "../agents/notices.ts";
import { asksForPerson } from "../agents/personRequest.ts";
import { composePrompt } from "../agents/prompt.ts";
import type { PromptInput } from "../agents/promptInput.ts";
import type { Reader } from "../agents/reader.ts";
import { routeTurn, type PromptRoute } from "../agents/routing.ts";
import { writerOf, type Writer } from "../agents/writer.ts";
import type { Person } from "../contacts/person.ts";
import type { ModelRequest } from "../models/port.ts";
import { costOf } from "../models/pricing.ts";
import { calendarDay } from "../platform/calendarDay.ts";
import type { Chance } from "../platform/clock.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { ReserveAnswer, ReserveRequest } from "../platform/quota/rules.ts";
import { settleSurely } from "../platform/quota/settleSurely.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { TurnOutcome } from "./events.ts";
import { atLevel } from "./atLevel.ts";
import { partiesOf } from "./parties.ts";
import { rememberedWords, turnWords, type TurnWords } from "./turnWords.ts";
import type { HistoryReader } from "./ports.ts";
import type { AskingTurn, PreparedTurn, SettledTurn, TurnQuestion } from "./prepared.ts";
import { readPeople, type PeopleDeps } from "./readPeople.ts";

/** The day's counter of an agent. */
export interface QuotaPort {
  reserve(request: ReserveRequest): Promise<ReserveAnswer>;
  settle(settlement: { turnId: string; micros: number; day: string }): Promise<void>;
}

export interface PrepareDeps extends PeopleDeps {
  chance: Chance;
  db(tenantId: string): TenantDb;
  quota(agentId: string): QuotaPort;
}

interface Scene {
  question: TurnQuestion;
  db: TenantDb;
  tenant: TenantRow;
  agent: AgentRow;
  person: Person;
  reader: Reader | null;
  writer: Writer;
  /** What this batch says and is about. */
  words: TurnWords;
  /** The customer's, for Filo's own texts. */
  language: CustomerLanguage;
}

/**
 * Everything a turn depends on, read afresh: agent, level, participant, knowledge, history, quota (DESIGN sections 3 and 4).
 * What is above the writer's level is left out here, before the model is called (invariant I14).
 */
export const prepareTurn = async (deps: PrepareDeps, question: TurnQuestion, history: HistoryReader): Promise<PreparedTurn> => {
  const db = deps.db(question.tenantId).gathered();
  const { tenant, agent, person, reader } = question.people ?? (await readPeople(deps, db, question));
  if (!tenant || !agent || !person) return nobodyThere;
  const writer = writerOf(tenant, person);
  const messages = atLevel(question.messages, question.supplements, writer.level);
  const scene: Scene = {
    question,
    db,
    tenant,
    agent,
    person,
    reader,
    writer,
    words: turnWords(messages, tenant.language),
    language: person.language ?? question.customerLanguage ?? tenant.language,
  };
  if (person.blockedAt !== null) return settled(scene, { kind: "silent", needsPerson: null });
  const turn = routeTurn({ ...scene.writer, agent });
  if (turn.kind === "silent")
    return settled(scene, { kind: "silent", needsPerson: turn.reason === "staff" ? "staff_message" : "auto_response_off" });
  const { texts, said } = scene.words;
  if (texts.every((text) => text.trim() === ""))
    return settled(scene, { kind: "silent", needsPerson: messages.length < question.messages.length ? "media_failed" : null });
  if (said.some(asksForPerson)) return noticed(scene, notice("person_called", scene.language), "asked");
  if (turn.kind === "upgrade") return noticed(scene, upgradeNotice(agent, scene.language), null);
  return ask(deps, scene, turn.route, history);
};

const nobodyThere: SettledTurn = {
  kind: "settled",
  outcome: { kind: "silent", needsPerson: "auto_response_off" },
  parties: null,
  remainingMessages: null,
  intent: null,
};

const settled = (scene: Scene, outcome: SettledTurn["outcome"], remainingMessages: number | null = null): SettledTurn => ({
  kind: "settled",
  outcome,
  parties: partiesOf(scene.tenant, scene.agent, scene.person),
  remainingMessages,
  intent: scene.words.intent,
});

/** Said to the contact before anything else, once. */
const disclosureFor = ({ person, tenant, language }: Scene): string | null =>
  person.aiDisclosedAt === null ? disclosureSentence(language, tenant.name) : null;

const noticed = (
  scene: Scene,
  text: string,
  needsPerson: Extract<TurnOutcome, { kind: "noticed" }>["needsPerson"],
  remaining?: number,
): SettledTurn => {
  const disclosure = disclosureFor(scene);
  const outcome = {
    kind: "noticed",
    text: disclose(disclosure, text),
    preview: text,
    level: scene.writer.level,
    needsPerson,
    discloses: disclosure !== null,
  } as const;
  return settled(scene, outcome, remaining ?? null);
};

const ask = async (deps: PrepareDeps, scene: Scene, route: PromptRoute, history: HistoryReader): Promise<PreparedTurn> => {
  const { question, db, tenant, agent, reader, writer, language, words } = scene;
  const { level } = writer;
  const now = deps.chance.now();
  const sources = { tenant, agent, route, writer, reader, batch: words.searched, found: question.people?.knowledge ?? null, now };
  const past = rememberedWords(history(level, historyLength), tenant.language);
  const requestFrom = (input: PromptInput): ModelRequest => {
    const { knowledge } = input;
    return composeRequest({ agent, prompt: composePrompt(input), knowledge, history: past, batch: words.texts, level, language });
  };
  const day = calendarDay(now, tenant.timeZone);
  const settle = (micros: number) => settleSurely(() => deps.quota(agent.id), { turnId: question.turnId, micros, day });
  // Composed as soon as it is read: when that was done beforehand, while the counter is asked.
  const reading = gatherPrompt(db, sources).then((input) => ({ input, request: requestFrom(input) }));
  const reserving = deps
    .quota(agent.id)
    .reserve(reservation(scene, dearestCost(requestFrom(nothingGathered(sources)), route), day));
  const [read, reserved] = await bothEnded(reading, reserving);
  if (reserved.kind === "daily_limit") return noticed(scene, notice("daily_limit", language), null, 0);
  if (reserved.kind === "spend_cap") return noticed(scene, notice("spend_cap", language), "spend_cap");
  if (!read.ok) {
    await settle(0);
    throw read.error;
  }
  const { input, request } = read.value;
  const disclosure = disclosureFor(scene);
  return {
    kind: "asking",
    request,
    keyFor: {
      tenantId: tenant.id,
      payer: writer.participant === "lead" ? "pool" : "tenant",
      conversationId: question.conversationId,
    },
    level,
    parties: partiesOf(tenant, agent, scene.person),
    disclosure,
    apologies: { unavailable: notice("model_unavailable", language), refused: notice("refused", language) },
    remainingMessages: reserved.remaining,
    intent: words.intent,
    trace: traceOf(scene, route, input, request, now),
    settle: (result) => settle(costOf(result)),
  } satisfies AskingTurn;
};

/**
 * Reading and reserving go on at the same time. Neither is left behind when the other fails: what was reserved for a call that
 * is never made has to be given back.
 */
const bothEnded = async <R, Q>(
  reading: Promise<R>,
  reserving: Promise<Q>,
): Promise<[{ ok: true; value: R } | { ok: false; error: unknown }, Q]> => {
  const read = reading.then(
    (value) => ({ ok: true, value }) as const,
    (error: unknown) => ({ ok: false, error }) as const,
  );
  return Promise.all([read, reserving]);
};

const reservation = ({ question, agent, person, writer }: Scene, maxMicros: number, day: string): ReserveRequest => ({
  turnId: question.turnId,
  contactId: person.id,
  addressHash: question.addressHash,
  messageIds: question.messages.map((message) => message.id),
  limit: writer.participant === "consultant" ? null : dailyLimitFor(agent, writer.level),
  maxMicros,
  capMicros: agent.dailySpendCapMicros,
  day,
});

const snippetLength = 300;

const traceOf = (
  { question, writer }: Scene,
  route: PromptRoute,
  input: PromptInput,
  request: ModelRequest,
  now: number,
): TurnTrace => ({
  turnId: question.turnId,
  at: new Date(now).toISOString(),
  participant: writer.participant,
  route,
  level: writer.level,
  model: request.model,
  system: request.system,
  historyCount: request.contents.length - 1,
  knowledge: input.knowledge.map(({ title, text }) => ({ title, snippet: text.slice(0, snippetLength) })),
});
