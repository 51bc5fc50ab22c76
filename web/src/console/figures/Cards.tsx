import { Show, type JSX } from "solid-js";
import type { Behind, FiguresReport, Totals } from "../../../../schema/contract/figures.ts";
import { figuresWords } from "../../i18n/figuresWords.ts";
import { numberOf } from "../../i18n/format.ts";
import { waitWords } from "../../i18n/measures.ts";
import { changeOf } from "./change.ts";

interface CardProps {
  name: string;
  value: number;
  before: number;
  /** Whose list it opens. */
  behind: Behind;
  open(behind: Behind): void;
  note?: string;
}

const ChangeWords = (props: { now: number; before: number }): JSX.Element => {
  const change = () => changeOf(props.now, props.before);
  const words = () => {
    const known = change();
    if (known.kind === "few") return figuresWords().fewToCompare;
    return known.kind === "same" ? figuresWords().unchanged : figuresWords().changed(known.percent);
  };
  return <span class="small soft">{words()}</span>;
};

const Card = (props: CardProps): JSX.Element => (
  <div class="tally">
    <dt>{props.name}</dt>
    <dd class="tally-value numbers">
      <button
        type="button"
        class="figure-open"
        aria-label={figuresWords().openList(props.name, numberOf(props.value))}
        onClick={() => props.open(props.behind)}
      >
        {numberOf(props.value)}
      </button>
    </dd>
    <dd>
      <ChangeWords now={props.value} before={props.before} />
    </dd>
    <Show when={props.note}>
      <dd class="small soft">{props.note}</dd>
    </Show>
  </div>
);

const Wait = (props: { name: string; wait: Totals["aiWait"]; before: Totals["aiWait"] }): JSX.Element => (
  <div class="tally">
    <dt>{props.name}</dt>
    <Show when={props.wait.medianMs !== null} fallback={<dd class="tally-value word">{figuresWords().notEnough}</dd>}>
      <dd class="tally-value numbers">{waitWords(props.wait.medianMs ?? 0)}</dd>
      <dd class="small soft">{figuresWords().ninety(waitWords(props.wait.p90Ms ?? 0))}</dd>
      <Show when={props.before.medianMs !== null}>
        <dd class="small soft">{figuresWords().waitBefore(waitWords(props.before.medianMs ?? 0))}</dd>
      </Show>
    </Show>
  </div>
);

/** The range in a few numbers, each beside the days before it; each opens who is behind it. */
export const Cards = (props: { report: FiguresReport; open(behind: Behind): void }): JSX.Element => {
  const now = () => props.report.totals;
  const before = () => props.report.before;
  const card = (
    key: "uniqueContacts" | "inboundMessages" | "newLeads" | "convertedLeads" | "aiMessages" | "manualMessages",
    behind: Behind,
  ) => <Card name={figuresWords().names[key]} value={now()[key]} before={before()[key]} behind={behind} open={props.open} />;
  return (
    <dl class="tallies">
      {card("uniqueContacts", "contacts")}
      {card("inboundMessages", "contacts")}
      {card("newLeads", "new")}
      {card("convertedLeads", "converted")}
      {card("aiMessages", "ai")}
      {card("manualMessages", "manual")}
      <Wait name={figuresWords().aiWait} wait={now().aiWait} before={before().aiWait} />
      <Wait name={figuresWords().manualWait} wait={now().manualWait} before={before().manualWait} />
    </dl>
  );
};
