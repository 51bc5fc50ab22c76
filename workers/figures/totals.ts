import type { Tally, Totals, Wait } from "../../schema/contract/figures.ts";
import { addSpans, countOf, percentile, type Spans } from "./spans.ts";

/** What adds up. */
export interface Summed extends Tally {
  aiResponses: Spans;
  manualResponses: Spans;
}

/** What has to be counted for each range anew. */
export interface People {
  uniqueContacts: number;
  newLeads: number;
  convertedLeads: number;
}

export const noPeople: People = { uniqueContacts: 0, newLeads: 0, convertedLeads: 0 };

const counts = [
  "totalMessages",
  "inboundMessages",
  "outboundMessages",
  "aiMessages",
  "manualMessages",
  "pictures",
  "documents",
  "voiceNotes",
  "videos",
  "otherMedia",
  "tokens",
] as const satisfies (keyof Tally)[];

export const nothingSummed = (): Summed => ({
  ...(Object.fromEntries(counts.map((name) => [name, 0])) as unknown as Tally),
  aiResponses: {},
  manualResponses: {},
});

export const sumOf = (rows: readonly Summed[]): Summed => {
  const sum = nothingSummed();
  for (const row of rows) {
    for (const name of counts) sum[name] += row[name];
    sum.aiResponses = addSpans(sum.aiResponses, row.aiResponses);
    sum.manualResponses = addSpans(sum.manualResponses, row.manualResponses);
  }
  return sum;
};

const waitIn = (spans: Spans): Wait => ({
  count: countOf(spans),
  medianMs: percentile(spans, 0.5),
  p90Ms: percentile(spans, 0.9),
});

export const totalsOf = (rows: readonly Summed[], people: People): Totals => {
  const { aiResponses, manualResponses, ...tally } = sumOf(rows);
  const figures = Object.fromEntries(counts.map((name) => [name, tally[name]])) as unknown as Tally;
  return { ...figures, ...people, aiWait: waitIn(aiResponses), manualWait: waitIn(manualResponses) };
};
