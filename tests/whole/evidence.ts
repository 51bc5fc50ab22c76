import { customerLanguages } from "../../schema/contract/enums.ts";
import { consentText } from "../../workers/contacts/consentTexts.ts";
import type { ConversationView } from "../../workers/conversation/rpc.ts";
import type { StoredMessage } from "../../workers/conversation/state.ts";
import type { NodeStorage } from "../support/nodeStorage.ts";
import type { City } from "./city.ts";
import type { Call } from "./process.ts";

/** A conversation as it is stored, and as it answers. */
export interface Thread {
  id: string;
  stored: StoredMessage[];
  storage: NodeStorage;
  view: ConversationView;
}

export const confirmations = new Set(
  customerLanguages.flatMap((language) => [consentText("stopped", language), consentText("started", language)]),
);

/** Every thread that lives: one that was joined into another holds nothing but copies, and is judged apart. */
export const threadsOf = async (city: City): Promise<Thread[]> =>
  (await everyThread(city)).filter(({ view }) => view.movedTo === null);

export const everyThread = async ({ process }: City): Promise<Thread[]> => {
  const threads: Thread[] = [];
  for (const { name: id, storage } of process.storages("CONVERSATION")) {
    const view = (await process.call("CONVERSATION", id, "view", [])) as ConversationView | null;
    const rows = storage.sql.exec("SELECT json FROM messages ORDER BY accepted_at, id").toArray();
    const stored = rows.map(({ json }) => JSON.parse(String(json)) as StoredMessage);
    if (view) threads.push({ id, storage, view, stored });
  }
  return threads;
};

export const inbound = ({ stored }: Thread) => stored.filter(({ direction }) => direction === "inbound");

/** What was decided about people, and whether it was taken back. */
export const merges = ({ d1 }: City): { isUndone: boolean }[] =>
  select(d1.real, "SELECT undone_at FROM contact_merges").map((row) => ({
    isUndone: row["undone_at"] !== null,
  }));

export const isOn = ({ given }: Call) => (given as { aiEnabled: boolean }).aiEnabled;

/** Not of the thread that it was passed on to. */
export const isOf = (view: unknown, id: string): boolean => (view as ConversationView | null)?.id === id;

export const select = (d1: City["d1"]["real"], query: string, ...values: string[]): Record<string, unknown>[] => {
  const statement = d1.statement(query, "objects");
  return statement.all(...values);
};
