import { A } from "@solidjs/router";
import { For, Show, type JSX } from "solid-js";
import type { HealthReport } from "../../../../schema/contract/health.ts";
import { healthWords } from "../../i18n/healthWords.ts";
import { euroOf } from "../../i18n/money.ts";
import { paths } from "../../paths.ts";
import { Meter } from "./Meter.tsx";

type Spend = HealthReport["quota"][number];

const Row = (props: { spend: Spend }): JSX.Element => (
  <li class="spend">
    <A href={paths.agent(props.spend.agentId, "limits")} class="spend-name">
      {props.spend.agentName}
    </A>
    <Show
      when={props.spend.spentMicros !== null && { spent: props.spend.spentMicros }}
      fallback={<span class="soft small">{healthWords().notKnown}</span>}
    >
      {(known) => (
        <>
          <Meter
            label={props.spend.agentName}
            value={known().spent}
            most={props.spend.capMicros}
            words={healthWords().spentOf(euroOf(known().spent), euroOf(props.spend.capMicros))}
          />
          <span class="numbers small spend-words">
            {healthWords().spentOf(euroOf(known().spent), euroOf(props.spend.capMicros))}
          </span>
        </>
      )}
    </Show>
  </li>
);

/** What each agent has spent today of what it may. */
export const Spends = (props: { report: HealthReport }): JSX.Element => (
  <section class="panel" aria-labelledby="quota-title">
    <h2 id="quota-title">{healthWords().quota}</h2>
    <Show when={props.report.quota.length > 0} fallback={<p class="soft">{healthWords().noAgents}</p>}>
      <ul class="spends">
        <For each={props.report.quota}>{(spend) => <Row spend={spend} />}</For>
      </ul>
      <p class="small soft">{props.report.cut.includes("quota") ? healthWords().cutQuota : healthWords().quotaHelp}</p>
    </Show>
  </section>
);
