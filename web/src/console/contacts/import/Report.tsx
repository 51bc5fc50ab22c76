import { A } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import Download from "lucide-solid/icons/download";
import { createEffect, For, on, Show, type JSX } from "solid-js";
import type { ContactImport } from "../../../../../schema/contract/contactImports.ts";
import { createAction } from "../../../api/action.ts";
import { keys } from "../../../api/keys.ts";
import { problemText } from "../../../api/problemText.ts";
import { momentOf, numberOf } from "../../../i18n/format.ts";
import { importWords } from "../../../i18n/importWords.ts";
import { t } from "../../../i18n/text.ts";
import { paths } from "../../../paths.ts";
import { Button } from "../../../ui/Button.tsx";
import { Chip } from "../../../ui/Chip.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { LinkTabs } from "../../../ui/LinkTabs.tsx";
import { LoadMore } from "../../../ui/LoadMore.tsx";
import { Note, ProblemNote } from "../../../ui/Note.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { showToast } from "../../../ui/toasts.ts";
import { csvText } from "./csv.ts";
import { createImport, createImportRows, isUnderWay, readLeftOut } from "./data.ts";
import { ImportRow } from "./ImportRow.tsx";
import { leftOutTable, outcomes, type Outcome } from "./importRules.ts";
import { saveText } from "./saveText.ts";

const tones = { due: "plain", created: "ai", updated: "plain", skipped: "amber" } as const;
const stateTones = { due: "plain", running: "plain", done: "ai", failed: "red" } as const;

const Rows = (props: { report: ContactImport; outcome: Outcome | undefined }): JSX.Element => {
  const rows = createImportRows(
    () => props.report.id,
    () => props.outcome,
    () => isUnderWay(props.report),
  );
  createEffect(
    on(
      () => isUnderWay(props.report),
      (_now, wasUnderWay) => wasUnderWay && void rows.refetch(),
    ),
  );
  return (
    <>
      <ProblemNote problem={rows.problem()} onRetry={() => void rows.refetch()} />
      <Show when={!rows.isFirstLoad()} fallback={<SkeletonRows count={6} />}>
        <Show when={rows.items().length > 0} fallback={rows.data() && <EmptyState title={importWords().noRows} />}>
          <ul class="rows">
            <For each={rows.items()}>
              {(row) => (
                <ImportRow
                  row={row}
                  contactId={row.contactId}
                  verdict={<Chip tone={tones[row.outcome]}>{importWords().outcomes[row.outcome]}</Chip>}
                />
              )}
            </For>
          </ul>
        </Show>
        <LoadMore list={rows} />
      </Show>
    </>
  );
};

const SaveLeftOut = (props: { report: ContactImport }): JSX.Element => {
  const save = createAction(() => readLeftOut(props.report.id), {
    done: (rows) => {
      const name = props.report.fileName.replace(/\.\w+$/, "");
      saveText(importWords().downloadName(name), csvText(leftOutTable(rows, importWords())));
    },
    failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
  });
  return (
    <Button isBusy={save.isRunning()} onClick={() => void save.run(undefined)}>
      <Download size={16} />
      {importWords().download}
    </Button>
  );
};

const Head = (props: { report: ContactImport }): JSX.Element => (
  <>
    <div class="import-head">
      <h2 dir="auto">{props.report.fileName}</h2>
      <Chip tone={stateTones[props.report.state]}>{importWords().states[props.report.state]}</Chip>
      <time class="small soft" datetime={props.report.createdAt}>
        {momentOf(props.report.createdAt)}
      </time>
    </div>
    <Show when={isUnderWay(props.report)}>
      <progress
        class="import-progress"
        max={props.report.total}
        value={props.report.done}
        aria-label={importWords().states.running}
      />
      <p class="small soft">
        {importWords().progress(numberOf(props.report.done), numberOf(props.report.total))}. {importWords().stays}
      </p>
    </Show>
    <Show when={props.report.state === "failed"}>
      <Note tone="red">{importWords().failedHelp}</Note>
    </Show>
  </>
);

/** How an import is going, or how it went, row by row. */
export const Report = (props: { importId: string; outcome: Outcome | undefined }): JSX.Element => {
  const client = useQueryClient();
  const report = createImport(() => props.importId);
  createEffect(
    on(
      () => isUnderWay(report.data()),
      (now, before) => before && !now && void client.invalidateQueries({ queryKey: keys.contacts }),
    ),
  );
  const tabs = (known: ContactImport) => [
    {
      href: paths.importContacts(known.id),
      label: `${importWords().allRows} ${numberOf(known.total)}`,
      isCurrent: props.outcome === undefined,
    },
    ...outcomes.map((outcome) => ({
      href: paths.importContacts(known.id, { outcome }),
      label: `${importWords()[outcome]} ${numberOf(known[outcome])}`,
      isCurrent: props.outcome === outcome,
    })),
  ];
  return (
    <Show
      when={report.problem()?.key !== "not_found"}
      fallback={
        <EmptyState title={t().problems.byKey.not_found}>
          <A class="button" href={paths.importContacts()}>
            {importWords().oneMore}
          </A>
        </EmptyState>
      }
    >
      <ProblemNote problem={report.problem()} onRetry={() => void report.refetch()} />
      <Show when={report.data()} fallback={report.isFirstLoad() && <SkeletonRows count={6} />}>
        {(known) => (
          <section class="panel">
            <Head report={known()} />
            <LinkTabs label={importWords().byOutcome} tabs={tabs(known())} />
            <Rows report={known()} outcome={props.outcome} />
            <div class="form-actions">
              <Show when={known().skipped > 0 && !isUnderWay(known())}>
                <SaveLeftOut report={known()} />
              </Show>
              <A class="button" href={paths.importContacts()}>
                {importWords().oneMore}
              </A>
              <A class="button" href={paths.contacts()}>
                {importWords().toContacts}
              </A>
            </div>
          </section>
        )}
      </Show>
    </Show>
  );
};
