import { A } from "@solidjs/router";
import { Show, type JSX } from "solid-js";
import type { ImportPreview } from "../../../../../schema/contract/contactImports.ts";
import { numberOf } from "../../../i18n/format.ts";
import { importWords } from "../../../i18n/importWords.ts";
import { paths } from "../../../paths.ts";
import { summaryOf } from "./importRules.ts";

type Told = Pick<ImportPreview["rows"][number], "line" | "fields" | "reason">;

/** One row of the file: who it is about, why it is left out, and what becomes of it. */
export const ImportRow = (props: { row: Told; contactId?: string | null; verdict: JSX.Element }): JSX.Element => {
  const summary = () => summaryOf(props.row.fields);
  return (
    <li class="import-row">
      <span class="numbers soft small import-line">{importWords().row(numberOf(props.row.line))}</span>
      <span class="import-words">
        <Show when={props.contactId} fallback={<span dir="auto">{summary().name}</span>}>
          {(id) => (
            <A href={paths.contact(id())} dir="auto">
              {summary().name}
            </A>
          )}
        </Show>
        <span class="small soft" dir="auto">
          {summary().rest.join(" · ")}
        </span>
        <Show when={props.row.reason}>
          {(reason) => <span class="small import-reason">{importWords().reasons[reason()]}</span>}
        </Show>
      </span>
      {props.verdict}
    </li>
  );
};
