import { A } from "@solidjs/router";
import CircleAlert from "lucide-solid/icons/circle-alert";
import CircleCheck from "lucide-solid/icons/circle-check";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { For, Show, type JSX } from "solid-js";
import type { Alert, HealthReport } from "../../../../schema/contract/health.ts";
import { momentOf } from "../../i18n/format.ts";
import { healthWords } from "../../i18n/healthWords.ts";
import { alertFix } from "./alertFix.ts";
import { alertTitle, alertTodo, byGravity, isGrave } from "./alertWords.ts";

const Row = (props: { alert: Alert; report: HealthReport }): JSX.Element => (
  <li class="alert" classList={{ grave: isGrave(props.alert) }}>
    <Show when={isGrave(props.alert)} fallback={<TriangleAlert size={20} />}>
      <CircleAlert size={20} />
    </Show>
    <div class="alert-words">
      <p class="alert-title">{alertTitle(props.alert)}</p>
      <p class="small soft">{alertTodo(props.alert)}</p>
    </div>
    <p class="alert-side small">
      <time class="soft" datetime={props.alert.openedAt}>
        {healthWords().since(momentOf(props.alert.openedAt))}
      </time>
      <Show when={alertFix(props.alert, props.report)}>{(fix) => <A href={fix().href}>{fix().label}</A>}</Show>
    </p>
  </li>
);

const Over = (props: { alerts: readonly Alert[] }): JSX.Element => (
  <details class="alerts-over small">
    <summary>
      {healthWords().over} ({props.alerts.length})
    </summary>
    <ul>
      <For each={props.alerts}>
        {(alert) => (
          <li>
            <span>{alertTitle(alert)}</span>
            <span class="soft numbers">
              {healthWords().overSpan(momentOf(alert.openedAt), alert.closedAt ? momentOf(alert.closedAt) : "")}
            </span>
          </li>
        )}
      </For>
    </ul>
  </details>
);

/** What needs a look, gravest first, each with what to do; below, folded away, what has settled. */
export const Alerts = (props: { report: HealthReport }): JSX.Element => {
  const open = () => byGravity(props.report.alerts.filter(({ closedAt }) => closedAt === null));
  const over = () => props.report.alerts.filter(({ closedAt }) => closedAt !== null);
  /** Without a number or a model nothing can be wrong, but that is not all being well. */
  const isWell = () => props.report.lines.length > 0 && props.report.modelKey.isWorking;
  return (
    <section class="panel" aria-labelledby="alerts-title">
      <Show
        when={open().length > 0}
        fallback={
          <div class="all-well">
            <CircleCheck size={22} />
            <div>
              <h2 id="alerts-title">{isWell() ? healthWords().allWell : healthWords().nothingOpen}</h2>
              <p class="small soft">{isWell() ? healthWords().allWellHelp : healthWords().nothingOpenHelp}</p>
            </div>
          </div>
        }
      >
        <h2 id="alerts-title">{healthWords().toLookAt}</h2>
        <ul class="alerts">
          <For each={open()}>{(alert) => <Row alert={alert} report={props.report} />}</For>
        </ul>
      </Show>
      <Show when={over().length > 0}>
        <Over alerts={over()} />
      </Show>
    </section>
  );
};
