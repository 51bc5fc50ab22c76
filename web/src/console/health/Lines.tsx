import { A } from "@solidjs/router";
import Phone from "lucide-solid/icons/phone";
import { For, Show, type JSX } from "solid-js";
import type { HealthReport, LineHealthReport } from "../../../../schema/contract/health.ts";
import { listOfWords, momentOf } from "../../i18n/format.ts";
import { healthWords } from "../../i18n/healthWords.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Chip } from "../../ui/Chip.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Note } from "../../ui/Note.tsx";
import { failureReasonOf } from "../inbox/failureReasons.ts";
import { hasRefusedLately, lineStateOf, type LineState } from "./lineState.ts";

const Moment = (props: { label: string; at: string | null }): JSX.Element => (
  <div>
    <dt>{props.label}</dt>
    <dd class="numbers">
      <Show when={props.at} fallback={<span class="soft">{healthWords().never}</span>}>
        {(at) => <time datetime={at()}>{momentOf(at())}</time>}
      </Show>
    </dd>
  </div>
);

const stateWords = ({ kind }: LineState): string => {
  if (kind === "refused") return healthWords().refused;
  return kind === "troubled" ? healthWords().troubled : healthWords().modes[kind];
};

const errorWords = ({ code, at }: NonNullable<LineHealthReport["lastError"]>): string => {
  const reason = code === null ? null : failureReasonOf(code);
  const known = reason ? t().failures.byReason[reason] : null;
  const plain = code === null || !/\d/.test(code) ? healthWords().errorOther : healthWords().errorCode(code);
  return healthWords().lastError(momentOf(at), known ?? plain);
};

const Facts = (props: { line: LineHealthReport }): JSX.Element => (
  <dl class="facts line-facts">
    <Moment label={healthWords().lastInbound} at={props.line.lastInboundAt} />
    <Moment label={healthWords().lastOutbound} at={props.line.lastOutboundAt} />
    <Moment label={healthWords().lastPoll} at={props.line.lastPollAt} />
    <Show when={props.line.pending > 0}>
      <div>
        <dt>{healthWords().pending}</dt>
        <dd class="numbers">{healthWords().pendingCount(props.line.pending)}</dd>
      </div>
    </Show>
  </dl>
);

const Line = (props: { line: LineHealthReport; now: number }): JSX.Element => {
  const state = () => lineStateOf(props.line);
  const way = () => paths.agent(props.line.agentId, "whatsapp");
  return (
    <li class="panel line">
      <header class="line-head">
        <h3 class="numbers">{props.line.number}</h3>
        <Chip tone={state().tone}>{stateWords(state())}</Chip>
        <A href={way()} class="small line-agent">
          {props.line.agentName}
        </A>
      </header>
      <p class="small soft">{healthWords().modeHelp[props.line.mode]}</p>
      <Show when={props.line.lastError && !props.line.lastError.isOver && props.line.lastError}>
        {(error) => <Note tone={state().tone === "red" ? "red" : "amber"}>{errorWords(error())}</Note>}
      </Show>
      <Show when={props.line.mode !== "unknown"}>
        <Facts line={props.line} />
      </Show>
      <Show when={hasRefusedLately(props.line.lastRefusedAt, props.now) && props.line.lastRefusedAt}>
        {(at) => <p class="small soft">{healthWords().refusedCalls(props.line.refusedSignatures, momentOf(at()))}</p>}
      </Show>
      <Show when={props.line.cannotTell.length > 0}>
        <p class="small soft line-untold">
          {healthWords().cannotTell(listOfWords(props.line.cannotTell.map((lack) => healthWords().untold[lack])))}{" "}
          <A href={way()}>{healthWords().setUpWebhook}</A>
        </p>
      </Show>
    </li>
  );
};

/** Each number as a card: its state in words, when anything last went through it, and what to do. */
export const Lines = (props: { report: HealthReport }): JSX.Element => (
  <section class="health-part" aria-labelledby="lines-title">
    <h2 id="lines-title">{healthWords().lines}</h2>
    <Show
      when={props.report.lines.length > 0}
      fallback={
        <div class="panel">
          <EmptyState icon={<Phone size={32} />} title={healthWords().noLines} help={healthWords().noLinesHelp}>
            <A class="button" href={paths.agents()}>
              {healthWords().noLinesNext}
            </A>
          </EmptyState>
        </div>
      }
    >
      <ul class="lines">
        <For each={props.report.lines}>{(line) => <Line line={line} now={Date.parse(props.report.at)} />}</For>
      </ul>
      <Show when={props.report.cut.includes("lines")}>
        <p class="small soft">{healthWords().cutLines}</p>
      </Show>
    </Show>
  </section>
);
