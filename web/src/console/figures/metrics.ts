import type { Totals } from "../../../../schema/contract/figures.ts";
import { figuresWords } from "../../i18n/figuresWords.ts";
import { numberOf } from "../../i18n/format.ts";
import { waitWords } from "../../i18n/measures.ts";
import type { MetricName } from "./figuresQuery.ts";

/** What a chart draws and a table lists: the same parts, by the same names. */
export interface Metric {
  parts: { name: string; tone: "customer" | "ai" | "person"; of(totals: Totals): number }[];
  /** Parts of one whole stand on each other; others stand alone. */
  isSum: boolean;
  words(value: number): string;
}

export const metricOf = (name: MetricName): Metric => {
  const { names } = figuresWords();
  switch (name) {
    case "messages":
      return {
        parts: [
          { name: names.inboundMessages, tone: "customer", of: ({ inboundMessages }) => inboundMessages },
          { name: names.aiMessages, tone: "ai", of: ({ aiMessages }) => aiMessages },
          { name: names.manualMessages, tone: "person", of: ({ manualMessages }) => manualMessages },
        ],
        isSum: true,
        words: numberOf,
      };
    case "people":
      return {
        parts: [{ name: names.uniqueContacts, tone: "customer", of: ({ uniqueContacts }) => uniqueContacts }],
        isSum: true,
        words: numberOf,
      };
    case "leads":
      return {
        parts: [
          { name: names.newLeads, tone: "customer", of: ({ newLeads }) => newLeads },
          { name: names.convertedLeads, tone: "ai", of: ({ convertedLeads }) => convertedLeads },
        ],
        isSum: false,
        words: numberOf,
      };
    case "wait":
      return {
        parts: [
          { name: figuresWords().aiWait, tone: "ai", of: ({ aiWait }) => (aiWait.medianMs ?? 0) / 1_000 },
          { name: figuresWords().manualWait, tone: "person", of: ({ manualWait }) => (manualWait.medianMs ?? 0) / 1_000 },
        ],
        isSum: false,
        words: (seconds) => (seconds === 0 ? "–" : waitWords(seconds * 1_000)),
      };
  }
};
