import { useNavigate } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, Show, type JSX } from "solid-js";
import type { ImportField, ImportPreview } from "../../../../../schema/contract/contactImports.ts";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { hold } from "../../../api/hold.ts";
import { keys } from "../../../api/keys.ts";
import type { Problem } from "../../../api/problem.ts";
import { problemText } from "../../../api/problemText.ts";
import { numberOf } from "../../../i18n/format.ts";
import { importWords } from "../../../i18n/importWords.ts";
import { t } from "../../../i18n/text.ts";
import { paths } from "../../../paths.ts";
import { Button } from "../../../ui/Button.tsx";
import { ProblemNote } from "../../../ui/Note.tsx";
import { Select } from "../../../ui/Select.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { useMayNot } from "../../shell/session.ts";
import { ChooseFile } from "./ChooseFile.tsx";
import { Columns } from "./Columns.tsx";
import { mapped, maxTextLength } from "./importRules.ts";
import { PreviewRows } from "./PreviewRows.tsx";
import { textOfFile } from "./textOfFile.ts";

interface Wish {
  fileName: string;
  text: string;
  known: "fill" | "skip";
  /** Guessed by the server until somebody has seen it. */
  mapping?: (ImportField | null)[];
}

const refusalText = (problem: Problem): string => {
  if (problem.key === "too_large") return importWords().tooLarge;
  return problem.key === "malformed_body" ? importWords().noTable : problemText(problem);
};

interface ReadyProps {
  wish: Wish & { mapping: (ImportField | null)[] };
  preview: ImportPreview;
  isAsking: boolean;
  change(wish: Wish): void;
  onAnother(): void;
}

const Ready = (props: ReadyProps): JSX.Element => {
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayNot = useMayNot("write");
  const people = () => props.preview.create + props.preview.update;
  const start = createAction(() => call("POST /api/contact-imports", { body: props.wish }), {
    done(report) {
      hold(client, keys.contactImport(report.id), report);
      void client.invalidateQueries({ queryKey: keys.contactImports });
      navigate(paths.importContacts(report.id));
    },
  });
  const why = () => mayNot() ?? (people() === 0 ? importWords().nobody : props.isAsking ? t().common.loading : undefined);
  return (
    <>
      <Columns
        columns={props.preview.columns}
        onChange={(column, field) => props.change({ ...props.wish, mapping: mapped(props.wish.mapping, column, field) })}
      />
      <PreviewRows
        preview={props.preview}
        isStale={props.isAsking}
        start={
          <>
            <ProblemNote problem={start.problem()} />
            <div class="import-start">
              <Select
                label={importWords().known}
                help={importWords().knownHelp}
                value={props.wish.known}
                options={[
                  { value: "fill", label: importWords().knownFill },
                  { value: "skip", label: importWords().knownSkip },
                ]}
                onChange={(known) => props.change({ ...props.wish, known })}
              />
              <div class="form-actions">
                <Button tone="primary" why={why()} isBusy={start.isRunning()} onClick={() => void start.run(undefined)}>
                  {importWords().start(numberOf(people()))}
                </Button>
                <Button onClick={() => props.onAnother()}>{importWords().another}</Button>
              </div>
            </div>
          </>
        }
      />
    </>
  );
};

/** From a file to what it would bring: columns are set and rows looked at before anything is stored. */
export const Prepare = (): JSX.Element => {
  const [wish, setWish] = createSignal<Wish>();
  const [preview, setPreview] = createSignal<ImportPreview>();
  const [error, setError] = createSignal<string>();
  const look = createAction(
    ({ text, known, mapping }: Wish) =>
      call("POST /api/contact-imports/preview", { body: { text, known, ...(mapping ? { mapping } : {}) } }),
    {
      done(found, asked) {
        if (asked !== wish()) return;
        setPreview(found);
      },
      failed(problem, asked) {
        if (asked !== wish()) return;
        setError(refusalText(problem));
        if (!preview()) setWish(undefined);
      },
    },
  );
  const ask = (next: Wish) => {
    setError(undefined);
    setWish(next);
    void look.run(next);
  };
  const read = async (file: File) => {
    setPreview(undefined);
    if (file.size > 2 * maxTextLength) return setError(importWords().tooLarge);
    try {
      const text = textOfFile(new Uint8Array(await file.arrayBuffer()));
      if (text.trim() === "") return setError(importWords().noTable);
      if (text.length > maxTextLength) return setError(importWords().tooLarge);
      ask({ fileName: file.name.slice(0, 200) || "contatti.csv", text, known: "fill" });
    } catch {
      setError(importWords().unreadable);
    }
  };
  const ready = () => {
    const [chosen, found] = [wish(), preview()];
    return chosen && found
      ? { wish: { ...chosen, mapping: chosen.mapping ?? found.columns.map(({ field }) => field) }, preview: found }
      : undefined;
  };
  const startOver = () => {
    setWish(undefined);
    setPreview(undefined);
    setError(undefined);
  };
  return (
    <Show when={wish()} fallback={<ChooseFile error={error()} onFile={(file) => void read(file)} />}>
      {(chosen) => (
        <>
          <p class="import-name" dir="auto">
            {chosen().fileName}
          </p>
          <Show when={error()}>
            {(words) => (
              <p class="field-error" role="alert">
                {words()}
              </p>
            )}
          </Show>
          <Show when={ready()} fallback={!error() && <SkeletonRows count={6} />}>
            {(both) => (
              <Ready wish={both().wish} preview={both().preview} isAsking={look.isRunning()} change={ask} onAnother={startOver} />
            )}
          </Show>
        </>
      )}
    </Show>
  );
};
