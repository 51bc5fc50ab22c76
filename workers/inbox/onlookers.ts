import { idOf } from "../../schema/contract/ids.ts";
import type { ConsoleFrame, Onlooker } from "../../schema/contract/live.ts";
import type { Visit } from "./visit.ts";

/** How long a user counts as typing after their console last said so, in milliseconds; it says so again every few seconds. */
export const typingMs = 6_000;

const longestFrame = 200;
const conversationIdSchema = idOf("conversation");

/** What a console says on its socket; null for whatever isn't a frame of the contract. */
export const readFrame = (data: string | ArrayBuffer): ConsoleFrame | null => {
  if (typeof data !== "string" || data.length > longestFrame) return null;
  const frame = parsed(data);
  const id = frame?.["conversationId"];
  if (frame?.["type"] === "LOOKING" && id === null) return { type: "LOOKING", conversationId: null };
  const conversationId = conversationIdSchema.safeParse(id);
  if (!conversationId.success) return null;
  if (frame?.["type"] === "LOOKING") return { type: "LOOKING", conversationId: conversationId.data };
  return frame?.["type"] === "TYPING" ? { type: "TYPING", conversationId: conversationId.data } : null;
};

const parsed = (data: string): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
};

/** A visit after its console has said this. */
export const afterFrame = (visit: Visit, frame: ConsoleFrame, now: number): Visit => {
  if (frame.type === "TYPING") return { ...visit, looking: frame.conversationId, typingUntil: now + typingMs };
  return frame.conversationId === visit.looking ? visit : { ...visit, looking: frame.conversationId, typingUntil: 0 };
};

/** Whether others see anything of the change. */
export const isNews = (before: Visit, after: Visit, now: number): boolean =>
  before.looking !== after.looking || before.typingUntil > now !== after.typingUntil > now;

/** Who besides this user has the conversation open, each once, however many windows they have it open in. */
export const onlookersFor = (visits: Visit[], conversationId: string, userId: string, now: number): Onlooker[] => {
  const others = new Map<string, Onlooker>();
  for (const visit of visits) {
    if (visit.looking !== conversationId || visit.userId === userId) continue;
    const isTyping = visit.typingUntil > now || (others.get(visit.userId)?.isTyping ?? false);
    others.set(visit.userId, { id: visit.userId, name: visit.name, isTyping });
  }
  return [...others.values()].toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
};
