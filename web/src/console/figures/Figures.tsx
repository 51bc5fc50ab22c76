import "./figures.css";
import { useSearchParams } from "@solidjs/router";
import ChartColumn from "lucide-solid/icons/chart-column";
import { createMemo, Show, type JSX } from "solid-js";
import type { Behind } from "../../../../schema/contract/figures.ts";
import { figuresWords } from "../../i18n/figuresWords.ts";
import { dayNameOf, momentOf } from "../../i18n/format.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { Select } from "../../ui/Select.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { useSession } from "../shell/session.ts";
import { BehindDialog } from "./BehindDialog.tsx";
import { Cards } from "./Cards.tsx";
import { createFigures, createFunnel } from "./data.ts";
import { DayChart } from "./DayChart.tsx";
import { DayTable } from "./DayTable.tsx";
import { metricNames, readView, type RawQuery } from "./figuresQuery.ts";
import { Funnel } from "./Funnel.tsx";
import { KeyUse } from "./KeyUse.tsx";
import { metricOf } from "./metrics.ts";
import { MediaKinds, Parts } from "./Parts.tsx";
import { RangeBar } from "./RangeBar.tsx";

const todayIn = (timeZone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date());

/** The business in numbers: what range, beside the one before, as chart and as table, with the people behind each number. */
export default function Figures(): JSX.Element {
  const session = useSession();
  const [query, setQuery] = useSearchParams<Record<string, string>>();
  const today = createMemo(() => todayIn(session()?.tenant.timeZone ?? "Europe/Rome"));
  const view = createMemo(() => readView(query as RawQuery, today()));
  const change = (more: RawQuery) => setQuery({ ...more, behind: undefined, of: undefined }, { replace: true, scroll: false });
  const figures = createFigures(view);
  const funnel = createFunnel(view);
  const open = (behind: Behind, of: "range" | "cohort" = "range") =>
    setQuery({ behind, of: of === "cohort" ? of : undefined }, { scroll: false });
  const metric = createMemo(() => metricOf(view().metric));
  const isEmpty = () => figures.data()?.totals.totalMessages === 0 && figures.data()?.before.totalMessages === 0;
  return (
    <div class="page figures-page">
      <header class="page-head">
        <h1>{figuresWords().title}</h1>
        <Show when={figures.data()?.countedAt}>
          {(at) => <span class="small soft">{figuresWords().countedAt(momentOf(at()))}</span>}
        </Show>
      </header>
      <RangeBar view={view()} today={today()} change={change} />
      <ProblemNote problem={figures.problem()} onRetry={() => void figures.refetch()} />
      <Show
        when={figures.data()}
        fallback={
          <Show when={figures.isFirstLoad()}>
            <SkeletonRows count={8} />
          </Show>
        }
      >
        {(report) => (
          <>
            <p class="small soft">
              {figuresWords().period(dayNameOf(report().from), dayNameOf(report().to))} {figuresWords().compared}
            </p>
            <Show
              when={!isEmpty()}
              fallback={
                <EmptyState icon={<ChartColumn size={40} />} title={figuresWords().emptyTitle} help={figuresWords().emptyHelp} />
              }
            >
              <Cards report={report()} open={open} />
              <section class="panel" aria-labelledby="by-day-title">
                <header class="panel-head figures-chart-head">
                  <h2 id="by-day-title">{figuresWords().byDay}</h2>
                  <Select
                    label={figuresWords().metric}
                    value={view().metric}
                    options={metricNames.map((value) => ({ value, label: figuresWords().metrics[value] }))}
                    onChange={(value) => change({ metric: value === "messages" ? undefined : value })}
                  />
                  <div class="figures-ranges" role="group" aria-label={figuresWords().view}>
                    <button
                      type="button"
                      class="figures-range"
                      aria-pressed={!view().asTable}
                      onClick={() => change({ view: undefined })}
                    >
                      {figuresWords().chart}
                    </button>
                    <button
                      type="button"
                      class="figures-range"
                      aria-pressed={view().asTable}
                      onClick={() => change({ view: "table" })}
                    >
                      {figuresWords().table}
                    </button>
                  </div>
                </header>
                <Show when={view().asTable} fallback={<DayChart days={report().days} metric={metric()} />}>
                  <DayTable days={report().days} metric={metric()} />
                </Show>
              </section>
              <Show when={funnel.data()}>{(known) => <Funnel report={known()} open={(stage) => open(stage, "cohort")} />}</Show>
              <MediaKinds totals={report().totals} open={open} />
              <Parts report={report()} />
            </Show>
            <KeyUse view={view} />
          </>
        )}
      </Show>
      <BehindDialog view={view()} onClose={() => setQuery({ behind: undefined, of: undefined }, { scroll: false })} />
    </div>
  );
}
