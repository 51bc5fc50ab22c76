import { blobsIn, tracesInTables } from "../../faults/traces.ts";
import type { Stage } from "../../support/stage.ts";
import { readD1 } from "../../support/stores.ts";
import type { Life } from "./life.ts";

/** Where anything of somebody's was found. */
export interface Traces {
  /** Tables by store, such as `D1 messages` or `Conversation outbox`. */
  tables: string[];
  /** Search indexes that find their words. */
  indexes: string[];
  /** Files in R2 that were not there before them. */
  files: string[];
  /** Files of theirs that Twilio still has. */
  atTwilio: string[];
}

const indexes = ["message_words", "media_words", "contact_words", "knowledge_search"];

/** `do/filo-Line/….sqlite inbox` is the table `inbox` of a line. */
const named = (place: string): string => {
  const [file = "", table = ""] = place.split(" ");
  const store = file.startsWith("d1/") ? "D1" : (/filo-(\w+)/.exec(file)?.[1] ?? file.split("/")[0]!);
  return `${store} ${table}`;
};

/**
 * An index keeps the beginning of a word only where it differs from the word before it, so that in its pages the end of one is looked
 * for. Numbers are looked for whole.
 */
const inPages = (trace: string): string => (/^[a-z]+$/.test(trace) ? trace.slice(4) : trace);

/** Looks for somebody's words, names and numbers in every store. @param known files of R2 that are not theirs */
export const scan = async ({ stateDir, world }: Stage, { traces, phone }: Life, known: ReadonlySet<string>): Promise<Traces> => {
  const tables = tracesInTables(stateDir, traces.map(inPages)).map(({ place }) => named(place));
  const finds = (index: string): boolean =>
    traces.some((trace) => readD1(stateDir, `SELECT 1 FROM ${index} WHERE ${index} MATCH ? LIMIT 1`, `"${trace}"`).length > 0);
  const theirs = new Set((await world.messages({ person: phone })).map(({ sid }) => sid));
  const stored = await world.media.stored();
  return {
    tables: [...new Set(tables)].toSorted(),
    indexes: indexes.filter(finds),
    files: blobsIn(stateDir).filter((file) => !known.has(file)),
    atTwilio: stored.flatMap(({ sid, messageSid, deletedAt }) => (theirs.has(messageSid) && deletedAt === null ? [sid] : [])),
  };
};

export const isNothing = ({ tables, indexes: found, files, atTwilio }: Traces): boolean =>
  [tables, found, files, atTwilio].every(({ length }) => length === 0);
