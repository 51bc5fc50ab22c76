import { Index, type JSX } from "solid-js";
import type { ImportField, ImportPreview } from "../../../../../schema/contract/contactImports.ts";
import { importWords } from "../../../i18n/importWords.ts";
import { Select } from "../../../ui/Select.tsx";
import { importFields } from "./importRules.ts";

interface ColumnsProps {
  columns: ImportPreview["columns"];
  onChange(column: number, field: ImportField | null): void;
}

/** What each column of the file is, with what stands in it. */
export const Columns = (props: ColumnsProps): JSX.Element => {
  const options = () => [
    { value: "" as const, label: importWords().ignored },
    ...importFields.map((field) => ({ value: field, label: importWords().fields[field] })),
  ];
  return (
    <section class="panel">
      <h2>{importWords().columns}</h2>
      <p class="field-help">{importWords().columnsHelp}</p>
      <div class="import-columns">
        {/* By place, not by value: each answer brings new columns, and the one being changed keeps the focus. */}
        <Index each={props.columns}>
          {(column, at) => (
            <Select<ImportField | "">
              class={column().field ? "" : "import-ignored"}
              label={column().heading || importWords().noHeading(at + 1)}
              help={<span dir="auto">{column().samples.join(" · ") || importWords().noSamples}</span>}
              value={column().field ?? ""}
              options={options()}
              onChange={(field) => props.onChange(at, field || null)}
            />
          )}
        </Index>
      </div>
    </section>
  );
};
