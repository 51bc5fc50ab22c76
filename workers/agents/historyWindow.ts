import type { Level, MessageKind, Sender } from "../../schema/contract/enums.ts";
import type { ModelRequest } from "../models/port.ts";
import { estimateTokens } from "../models/tokens.ts";
import { promptBudget } from "./promptBudget.ts";
import { colleagueMark } from "./rulesPrompt.ts";

/** A message of the thread as the model's history needs it; any stored or public message is one. */
export interface HistoryMessage {
  sender: Sender;
  kind: MessageKind;
  text: string;
  /** The level it was written at. */
  level: Level;
}

export const historyLength = 20;

/**
 * What of a thread the model is reminded of: nothing above `level` (invariant I14), nothing that Filo itself said (limits,
 * apologies, codes), the latest 20 by default, and of those the newest that fit the budget together.
 *
 * @param messages in the thread's order; whoever reads them has filtered by level already, in SQL
 */
export const historyWindow = <M extends HistoryMessage>(
  messages: M[],
  level: Level,
  { length = historyLength, tokens = promptBudget.history }: { length?: number; tokens?: number } = {},
): M[] => {
  const seen = messages.filter((message) => message.level <= level && message.kind !== "notice" && message.text.trim() !== "");
  let left = tokens;
  const latest = seen.slice(-length);
  const firstThatFits = latest.findLastIndex((message) => (left -= estimateTokens(message.text)) < 0) + 1;
  return latest.slice(firstThatFits);
};

type Content = ModelRequest["contents"][number];

/** The colleagues' mark as a model that was talked into it may write it, in any brackets. */
const forgedMark = /[[［〔【⟦][\s\p{Cf}]*team[\s\p{Cf}]*[\]］〕】⟧]/giu;

/**
 * A colleague spoke for the business, as the model does: its role, marked, so that the model stands by what was said. The mark is
 * nobody else's: what a customer had the AI say doesn't come back to it as a colleague's word.
 */
const contentOf = ({ sender, text }: HistoryMessage): Content => {
  if (sender === "client") return { role: "user", text };
  return { role: "model", text: sender === "consultant" ? `${colleagueMark} ${text}` : text.replaceAll(forgedMark, "(Team)") };
};

/**
 * Alternating turns for the model: neighbours of one role become one turn, a line each, and the batch ends the last one with
 * every message in order. Texts are passed on as texts; nothing in them is interpreted.
 */
export const buildContents = (history: HistoryMessage[], batch: string[]): Content[] => {
  const turns = [...history.map((message) => contentOf(message)), ...batch.map((text): Content => ({ role: "user", text }))];
  const contents: Content[] = [];
  for (const turn of turns) {
    const last = contents.at(-1);
    if (last?.role === turn.role) last.text += `\n${turn.text}`;
    else contents.push({ ...turn });
  }
  return contents;
};
