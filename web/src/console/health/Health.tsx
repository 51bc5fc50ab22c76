import "./health.css";
import { Show, type JSX } from "solid-js";
import { timeOf } from "../../i18n/format.ts";
import { healthWords } from "../../i18n/healthWords.ts";
import { Note, ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { Alerts } from "./Alerts.tsx";
import { createReport } from "./data.ts";
import { Failures } from "./Failures.tsx";
import { Lines } from "./Lines.tsx";
import { Now } from "./Now.tsx";
import { Spends } from "./Spends.tsx";

/** How everything does, calmly: what needs a look first, then each number, then figures. */
export default function Health(): JSX.Element {
  const report = createReport();
  return (
    <div class="page health">
      <header class="page-head">
        <h1>{healthWords().title}</h1>
        <Show when={!report.problem() && report.data()}>
          {(known) => (
            <time class="small soft" datetime={known().at}>
              {healthWords().updated(timeOf(known().at))}
            </time>
          )}
        </Show>
      </header>
      <Show
        when={report.problem() && report.data()}
        fallback={<ProblemNote problem={report.problem()} onRetry={() => void report.refetch()} />}
      >
        {(known) => (
          <div role="status">
            <Note>{healthWords().stale(timeOf(known().at))}</Note>
          </div>
        )}
      </Show>
      <Show
        when={report.data()}
        fallback={
          <Show when={report.isFirstLoad()}>
            <SkeletonRows count={6} />
          </Show>
        }
      >
        {(known) => (
          <>
            <Alerts report={known()} />
            <Lines report={known()} />
            <Now report={known()} />
            <Failures report={known()} />
            <Spends report={known()} />
          </>
        )}
      </Show>
    </div>
  );
}
