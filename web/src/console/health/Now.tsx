import { Show, type JSX } from "solid-js";
import type { HealthReport } from "../../../../schema/contract/health.ts";
import { momentOf, numberOf } from "../../i18n/format.ts";
import { healthWords } from "../../i18n/healthWords.ts";

const Figure = (props: {
  name: string;
  help?: string;
  value: string;
  note: string;
  isWarning?: boolean;
  isWord?: boolean;
}): JSX.Element => (
  <div class="figure" classList={{ warning: Boolean(props.isWarning) }}>
    <dt>{props.name}</dt>
    <dd class="figure-value numbers" classList={{ word: Boolean(props.isWord) }}>
      {props.value}
    </dd>
    <dd class="figure-note small">{props.note}</dd>
    <Show when={props.help}>
      <dd class="small soft">{props.help}</dd>
    </Show>
  </div>
);

const sinceWords = (oldestAt: string | null): string =>
  oldestAt === null ? healthWords().noWait : healthWords().waitingSince(momentOf(oldestAt));

const keyNote = ({ owner, isWorking, callsToday }: HealthReport["modelKey"]): string => {
  if (owner === "none") return healthWords().keyNone;
  const works = isWorking ? healthWords().keyWorks : healthWords().keyRefused;
  return callsToday === null ? works : `${works}, ${healthWords().keyCalls(numberOf(callsToday))}`;
};

/** How much is open, waiting and late at this moment. */
export const Now = (props: { report: HealthReport }): JSX.Element => {
  const count = (value: number, part: HealthReport["cut"][number]) =>
    props.report.cut.includes(part) ? healthWords().atLeast(numberOf(value)) : numberOf(value);
  const jobsNote = () => {
    const { failed, oldestAt } = props.report.jobs;
    return failed > 0 ? `${sinceWords(oldestAt)} · ${healthWords().failedJobs(failed)}` : sinceWords(oldestAt);
  };
  const closing = () => props.report.windows.closing;
  return (
    <section class="health-part" aria-labelledby="now-title">
      <h2 id="now-title">{healthWords().now}</h2>
      <dl class="figures">
        <Figure
          name={healthWords().windows}
          value={count(props.report.windows.open, "windows")}
          note={closing() > 0 ? healthWords().closing(closing()) : healthWords().noneClosing}
          help={healthWords().windowsHelp}
        />
        <Figure
          name={healthWords().outbox}
          value={props.report.outbox.isKnown ? numberOf(props.report.outbox.waiting) : "–"}
          note={props.report.outbox.isKnown ? sinceWords(props.report.outbox.oldestAt) : healthWords().notKnown}
          help={healthWords().outboxHelp}
          isWarning={props.report.outbox.waiting > 0}
        />
        <Figure
          name={healthWords().jobs}
          value={count(props.report.jobs.due, "jobs")}
          note={jobsNote()}
          help={healthWords().jobsHelp}
          isWarning={props.report.jobs.failed > 0}
        />
        <Figure
          name={healthWords().modelKey}
          value={healthWords().keyOwners[props.report.modelKey.owner]}
          note={keyNote(props.report.modelKey)}
          isWarning={!props.report.modelKey.isWorking}
          isWord
        />
      </dl>
    </section>
  );
};
