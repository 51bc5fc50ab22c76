import { For, Show, type JSX } from "solid-js";
import type { HealthReport } from "../../../../schema/contract/health.ts";
import { momentOf, numberOf } from "../../i18n/format.ts";
import { healthWords } from "../../i18n/healthWords.ts";
import { t } from "../../i18n/text.ts";
import { failuresId } from "./alertFix.ts";
import { failureRows, sentencesOf, type FailureRow } from "./failureRows.ts";

const wordsOf = ({ reason, codes }: FailureRow): { what: string; todo: string } => {
  if (reason) return sentencesOf(t().failures.byReason[reason]);
  return codes.length > 0
    ? { what: healthWords().unknownReason, todo: healthWords().unknownTodo }
    : { what: healthWords().noCode, todo: healthWords().noCodeTodo };
};

const Row = (props: { row: FailureRow }): JSX.Element => (
  <tr>
    <th scope="row">
      {wordsOf(props.row).what}
      <Show when={props.row.codes.length > 0}>
        <span class="failure-codes numbers">{healthWords().codes(props.row.codes.join(", "))}</span>
      </Show>
    </th>
    <td class="failure-todo">{wordsOf(props.row).todo}</td>
    <td class="failure-count">{numberOf(props.row.count)}</td>
    <td class="failure-last">
      <time datetime={props.row.lastAt}>{momentOf(props.row.lastAt)}</time>
    </td>
  </tr>
);

/** What did not go out in a week, by reason, and what to do about each. */
export const Failures = (props: { report: HealthReport }): JSX.Element => {
  const rows = () => failureRows(props.report.failures);
  return (
    <section class="panel" id={failuresId} tabindex="-1" aria-labelledby="failures-title">
      <header class="panel-head">
        <h2 id="failures-title">{healthWords().failures}</h2>
        <span class="small soft">{healthWords().period}</span>
      </header>
      <Show when={rows().length > 0} fallback={<p class="soft">{healthWords().noFailures}</p>}>
        <table class="failures">
          <thead>
            <tr>
              <th scope="col">{healthWords().reason}</th>
              <th scope="col">{healthWords().todo}</th>
              <th scope="col" class="failure-count">
                {healthWords().count}
              </th>
              <th scope="col" class="failure-last">
                {healthWords().last}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>{(row) => <Row row={row} />}</For>
          </tbody>
        </table>
        <Show when={props.report.cut.includes("failures")}>
          <p class="small soft">{healthWords().cutFailures}</p>
        </Show>
      </Show>
    </section>
  );
};
