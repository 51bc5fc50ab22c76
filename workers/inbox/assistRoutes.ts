import type { ConversationRpc, Refused } from "../conversation/rpc.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import { route, type ConsoleCaller, type Route } from "../platform/route.ts";
import type { InboxDeps } from "./deps.ts";
import { findConversation } from "./findConversation.ts";

type AssistRouteDeps = Pick<InboxDeps, "chance" | "conversation">;

interface Asking {
  caller: ConsoleCaller;
  params: { id: string };
  request: Request;
  waitUntil(work: Promise<unknown>): void;
}

/** Asks a thread for what costs money: once nobody waits for the answer any more, the thread is told. */
const ask = async <T extends object>(
  { chance, conversation }: AssistRouteDeps,
  { caller, params: { id }, request: { signal }, waitUntil }: Asking,
  question: (thread: ConversationRpc, askId: string) => Promise<T | Refused>,
): Promise<T | Refusal> => {
  if (!(await findConversation(caller.db, id))) return refuse("not_found");
  const askId = chance.id("turn");
  const giveUp = () => waitUntil(conversation(id).giveUp(askId));
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    const answer = await question(conversation(id), askId);
    return "refused" in answer ? refuse(answer.refused) : answer;
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
};

/** What a colleague may ask the AI about a thread. */
export const assistRoutes = (deps: AssistRouteDeps): Route[] => [
  route("POST /api/conversations/{id}/suggestion", (call) => ask(deps, call, (thread, askId) => thread.suggest(askId))),
  route("POST /api/conversations/{id}/summary", (call) => ask(deps, call, (thread, askId) => thread.summarize(askId))),
];
