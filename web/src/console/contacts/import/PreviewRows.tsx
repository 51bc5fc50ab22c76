import { For, Show, type JSX } from "solid-js";
import type { ImportPreview } from "../../../../../schema/contract/contactImports.ts";
import { numberOf } from "../../../i18n/format.ts";
import { importWords } from "../../../i18n/importWords.ts";
import { Chip } from "../../../ui/Chip.tsx";
import { ImportRow } from "./ImportRow.tsx";

const tones = { create: "ai", update: "plain", skip: "amber" } as const;

/** What would come of the file as its columns are set now, and the way to let it come. */
export const PreviewRows = (props: { preview: ImportPreview; isStale: boolean; start: JSX.Element }): JSX.Element => (
  <section class="panel" aria-busy={props.isStale}>
    <h2>{importWords().preview}</h2>
    <ul class="import-counts" aria-live="polite">
      <For each={["create", "update", "skip"] as const}>
        {(verdict) => (
          <li>
            <Chip tone={props.preview[verdict] > 0 ? tones[verdict] : "plain"}>
              {importWords()[verdict](numberOf(props.preview[verdict]))}
            </Chip>
          </li>
        )}
      </For>
    </ul>
    {props.start}
    <Show when={props.preview.rows.length < props.preview.total}>
      <p class="field-help">{importWords().someRows}</p>
    </Show>
    <ul class="rows">
      <For each={props.preview.rows}>
        {(row) => <ImportRow row={row} verdict={<Chip tone={tones[row.verdict]}>{importWords().verdicts[row.verdict]}</Chip>} />}
      </For>
    </ul>
  </section>
);
