import type { Language } from "../../schema/contract/enums.ts";
import { writerOf } from "../agents/writer.ts";
import { askWithinCap } from "./askWithinCap.ts";
import type { AssistQuestion } from "./assistQuestion.ts";
import { readPeople } from "./readPeople.ts";
import type { Refused } from "./rpc.ts";
import type { StoredMessage } from "./state.ts";
import type { AssistDeps } from "./suggest.ts";
import { atMostWords, mostSummaryWords, summaryPrompt, threadToSum } from "./summaryWords.ts";

/** Longer than the words that are asked for, so that none of them is cut off. */
const maxOutputTokens = 600;

const clockOf = (language: Language, timeZone: string): ((at: number) => string) => {
  const digits = { day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  const format = new Intl.DateTimeFormat(language === "it" ? "it-IT" : "en-GB", { ...digits, timeZone });
  return (at) => format.format(at);
};

/**
 * What a thread is about, what is open and what was promised, for whoever takes it over: in the tenant's language, from everything
 * the staff may see, notes included. It never goes to the customer, nor to the model that answers them.
 *
 * Refuses `not_found` when agent or contact are gone, `spend_cap_reached`, and `unavailable`, also where there is no model to ask.
 */
export const summarize = async (
  deps: AssistDeps,
  question: AssistQuestion,
  read: { thread: StoredMessage[]; isWhole: boolean },
  signal: AbortSignal,
): Promise<{ text: string } | Refused> => {
  const db = deps.db(question.tenantId).gathered();
  const { tenant, agent, person } = await readPeople(deps, db, question);
  if (!tenant || !agent || !person) return { refused: "not_found" };
  const { language } = tenant;
  const request = {
    model: agent.modelName,
    provider: agent.modelProvider,
    system: summaryPrompt(language, tenant.name),
    contents: [{ role: "user" as const, text: threadToSum(read, language, clockOf(language, tenant.timeZone)) }],
    maxOutputTokens,
    language,
  };
  const payer = writerOf(tenant, person).participant === "lead" ? "pool" : "tenant";
  const scene = { tenant, agent, contactId: person.id, conversationId: question.conversationId, payer } as const;
  const result = await askWithinCap(deps, scene, request, signal);
  if (result === "spend_cap") return { refused: "spend_cap_reached" };
  // The offline model can't read a thread, and what it says instead is meant for customers.
  if (!result.ok || result.model === "offline") return { refused: "unavailable" };
  return { text: atMostWords(result.text, mostSummaryWords) };
};
