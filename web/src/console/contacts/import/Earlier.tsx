import { A } from "@solidjs/router";
import { For, Show, type JSX } from "solid-js";
import type { ContactImport } from "../../../../../schema/contract/contactImports.ts";
import { momentOf, numberOf } from "../../../i18n/format.ts";
import { importWords } from "../../../i18n/importWords.ts";
import { t } from "../../../i18n/text.ts";
import { paths } from "../../../paths.ts";
import { Button } from "../../../ui/Button.tsx";
import { ProblemNote } from "../../../ui/Note.tsx";
import { createImports, isUnderWay } from "./data.ts";

const resultOf = (report: ContactImport): string => {
  const words = importWords();
  if (isUnderWay(report))
    return `${words.states[report.state]}: ${words.progress(numberOf(report.done), numberOf(report.total))}`;
  const counts = (["created", "updated", "skipped"] as const).map((kind) => `${words[kind]} ${numberOf(report[kind])}`);
  return (report.state === "failed" ? [words.states.failed, ...counts] : counts).join(" · ");
};

/** Lists that were taken in before, each with its report. */
export const Earlier = (): JSX.Element => {
  const imports = createImports();
  return (
    <>
      <ProblemNote problem={imports.problem()} onRetry={() => void imports.refetch()} />
      <Show when={imports.items().length > 0}>
        <section class="panel">
          <h2>{importWords().earlier}</h2>
          <ul class="rows">
            <For each={imports.items()}>
              {(report) => (
                <li class="import-earlier">
                  <A href={paths.importContacts(report.id)} dir="auto">
                    {report.fileName}
                  </A>
                  <time class="small soft" datetime={report.createdAt}>
                    {momentOf(report.createdAt)}
                  </time>
                  <span class="small soft">{resultOf(report)}</span>
                </li>
              )}
            </For>
          </ul>
          <Show when={imports.hasMore()}>
            <Button tone="quiet" isBusy={imports.isLoadingMore()} onClick={() => void imports.loadMore()}>
              {t().common.loadMore}
            </Button>
          </Show>
        </section>
      </Show>
    </>
  );
};
