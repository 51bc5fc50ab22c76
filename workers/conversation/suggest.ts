import type { Suggestion } from "../../schema/contract/conversations.ts";
import type { CustomerLanguage } from "../../schema/contract/enums.ts";
import type { AgentRow } from "../../schema/tables/agents.ts";
import { composeRequest } from "../agents/composeRequest.ts";
import { gatherPrompt } from "../agents/gatherPrompt.ts";
import { historyLength } from "../agents/historyWindow.ts";
import { upgradeNotice } from "../agents/notices.ts";
import { composePrompt } from "../agents/prompt.ts";
import type { Reader } from "../agents/reader.ts";
import { routeTurn, type PromptRoute } from "../agents/routing.ts";
import { writerOf, type Writer } from "../agents/writer.ts";
import type { ModelRequest } from "../models/port.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { askWithinCap, type AskDeps } from "./askWithinCap.ts";
import type { AssistQuestion } from "./assistQuestion.ts";
import type { HistoryReader } from "./ports.ts";
import { readPeople, type PeopleDeps } from "./readPeople.ts";
import type { Refused } from "./rpc.ts";
import type { StoredMessage } from "./state.ts";
import { draftNote, draftText, silenceMark } from "./suggestionWords.ts";
import { rememberedWords, turnWords } from "./turnWords.ts";

export interface AssistDeps extends AskDeps, PeopleDeps {
  db(tenantId: string): TenantDb;
}

/** More than these nobody writes without being answered; of more, the latest count. */
const mostUnanswered = 30;
/** With nothing to answer, knowledge is searched for what was spoken of last. */
const lastSpokenOf = 3;

interface Scene {
  db: TenantDb;
  tenant: TenantRow;
  agent: AgentRow;
  writer: Writer;
  reader: Reader | null;
  language: CustomerLanguage;
}

/** Where the thread is cut: what was answered, and what the customer has written since. */
export const splitThread = (thread: StoredMessage[]): { before: StoredMessage[]; unanswered: StoredMessage[] } => {
  const end = thread.findLastIndex(({ sender }) => sender !== "client") + 1;
  return { before: thread.slice(0, end), unanswered: thread.slice(end) };
};

/**
 * What the AI would answer now, for the person who has taken over: a turn's own prompt for whoever writes (level before model,
 * topic, no notes), whether or not the AI is switched on. Nothing is stored or sent. Where a turn would say nothing (the reception
 * writes) the suggestion is empty; what a turn would say without the model is said without it.
 *
 * Refuses `not_found` when agent or contact are gone, `blocked`, `spend_cap_reached` and `unavailable`.
 */
export const suggest = async (
  deps: AssistDeps,
  question: AssistQuestion,
  history: HistoryReader,
  signal: AbortSignal,
): Promise<Suggestion | Refused> => {
  const db = deps.db(question.tenantId).gathered();
  const { tenant, agent, person, reader } = await readPeople(deps, db, question);
  if (!tenant || !agent || !person) return { refused: "not_found" };
  if (person.blockedAt !== null) return { refused: "blocked" };
  const writer = writerOf(tenant, person);
  const language = person.language ?? question.customerLanguage ?? tenant.language;
  const turn = routeTurn({ ...writer, agent: { ...agent, isActive: true, autoResponseEnabled: true } });
  if (turn.kind === "silent") return { text: "", model: agent.modelName };
  if (turn.kind === "upgrade") return { text: upgradeNotice(agent, language), model: agent.modelName };
  const thread = history(writer.level, historyLength + mostUnanswered);
  const request = await draftRequest({ db, tenant, agent, writer, reader, language }, turn.route, thread, deps.chance.now());
  const payer = writer.participant === "lead" ? "pool" : "tenant";
  const scene = { tenant, agent, contactId: person.id, conversationId: question.conversationId, payer } as const;
  const result = await askWithinCap(deps, scene, request, signal);
  if (result === "spend_cap") return { refused: "spend_cap_reached" };
  return result.ok ? { text: draftText(result.text), model: result.model } : { refused: "unavailable" };
};

const draftRequest = async (
  { db, tenant, agent, writer, reader, language }: Scene,
  route: PromptRoute,
  thread: StoredMessage[],
  now: number,
): Promise<ModelRequest> => {
  const { before, unanswered } = splitThread(thread);
  const { texts, searched } = turnWords(unanswered, tenant.language);
  const asked = texts.filter((text) => text.trim() !== "");
  const past = rememberedWords(before, tenant.language);
  const isAsked = asked.length > 0;
  const batch = isAsked ? searched : past.slice(-lastSpokenOf).map(({ text }) => text);
  const input = await gatherPrompt(db, { tenant, agent, route, writer, reader, batch, now });
  const prompt = composePrompt(input);
  const system = `${prompt.system}\n\n${draftNote(tenant.language, tenant.name, isAsked)}`;
  return composeRequest({
    agent,
    prompt: { ...prompt, system },
    knowledge: input.knowledge,
    history: past,
    batch: isAsked ? asked : [silenceMark(tenant.language)],
    level: writer.level,
    language,
  });
};
