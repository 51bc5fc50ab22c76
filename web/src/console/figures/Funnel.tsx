import { For, Show, type JSX } from "solid-js";
import type { FunnelReport, FunnelStage } from "../../../../schema/contract/figures.ts";
import { figuresWords } from "../../i18n/figuresWords.ts";
import { numberOf } from "../../i18n/format.ts";
import { waitWords } from "../../i18n/measures.ts";

type Stage = FunnelReport["stages"][number];

const Step = (props: { stage: Stage; first: number; isFirst: boolean; open(stage: FunnelStage): void }): JSX.Element => {
  const shareWords = () => {
    const { share } = props.stage;
    if (props.isFirst) return figuresWords().funnelStart;
    return share === null
      ? figuresWords().notEnough
      : figuresWords().cameOn(Math.round(share * 100), Math.round((1 - share) * 100));
  };
  return (
    <li class="funnel-step">
      <span class="funnel-name">{figuresWords().stages[props.stage.stage]}</span>
      <button
        type="button"
        class="figure-open funnel-count numbers"
        aria-label={figuresWords().openList(figuresWords().stages[props.stage.stage], numberOf(props.stage.count))}
        onClick={() => props.open(props.stage.stage)}
      >
        {numberOf(props.stage.count)}
      </button>
      <span class="funnel-bar" aria-hidden="true">
        <span style={{ width: `${props.first === 0 ? 0 : (props.stage.count / props.first) * 100}%` }} />
      </span>
      <span class="small soft">
        {shareWords()}
        <Show when={props.stage.medianMs !== null}> · {figuresWords().took(waitWords(props.stage.medianMs ?? 0))}</Show>
      </span>
    </li>
  );
};

/** How far those have come who first wrote on these days. */
export const Funnel = (props: { report: FunnelReport; open(stage: FunnelStage): void }): JSX.Element => {
  const first = () => props.report.stages[0]?.count ?? 0;
  return (
    <section class="panel" aria-labelledby="funnel-title">
      <header class="panel-head">
        <h2 id="funnel-title">{figuresWords().funnel}</h2>
      </header>
      <p class="small soft">{figuresWords().funnelHelp}</p>
      <Show when={first() > 0} fallback={<p class="soft">{figuresWords().noLeads}</p>}>
        <ol class="funnel">
          <For each={props.report.stages}>
            {(stage, at) => <Step stage={stage} first={first()} isFirst={at() === 0} open={props.open} />}
          </For>
        </ol>
      </Show>
    </section>
  );
};
