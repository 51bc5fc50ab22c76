import "./assist.css";
import ScrollText from "lucide-solid/icons/scroll-text";
import X from "lucide-solid/icons/x";
import { Match, Show, Switch, type JSX } from "solid-js";
import { momentOf } from "../../../../i18n/format.ts";
import { t } from "../../../../i18n/text.ts";
import { threadWords } from "../../../../i18n/threadWords.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Words } from "../../thread/Words.tsx";
import { assistProblemText } from "./suggestion.ts";
import type { SummaryDesk } from "./summary.ts";

const Offer = (props: { desk: SummaryDesk }): JSX.Element => (
  <div class="assist-card offer" role="status">
    <ScrollText size={18} />
    <p>{threadWords().assist.offer}</p>
    <span class="assist-actions">
      <Button class="slim" onClick={props.desk.request}>
        {threadWords().assist.summarize}
      </Button>
      <Button tone="quiet" class="slim" onClick={props.desk.close}>
        {threadWords().assist.offerNo}
      </Button>
    </span>
  </div>
);

/** What the conversation is about, for whoever goes on with it: offered at the take-over, then shown until it is closed. */
export const SummaryCard = (props: { desk: SummaryDesk; newestId: string | null }): JSX.Element => {
  const isOlder = () => {
    const upTo = props.desk.summary()?.upToMessageId;
    return upTo !== undefined && upTo !== props.newestId;
  };
  return (
    <Switch>
      <Match when={props.desk.state() === "offered"}>
        <Offer desk={props.desk} />
      </Match>
      <Match when={props.desk.state() === "open"}>
        <section class="assist-card" aria-label={threadWords().assist.summarizeLong} aria-busy={props.desk.isAsking()}>
          <header class="assist-head">
            <ScrollText size={16} />
            <span class="assist-title">{threadWords().assist.summary}</span>
            <Show when={props.desk.summary()}>
              {(summary) => <span class="small soft truncate">{threadWords().assist.summaryAt(momentOf(summary().at))}</span>}
            </Show>
            <Button tone="quiet" class="slim" label={t().common.close} onClick={props.desk.close}>
              <X size={16} />
            </Button>
          </header>
          <Show when={props.desk.isAsking()}>
            <p class="small soft" role="status">
              {threadWords().assist.summarizing}
            </p>
          </Show>
          <Show when={!props.desk.isAsking() && props.desk.problem()}>
            {(problem) => (
              <p class="field-error" role="alert">
                {assistProblemText(problem())}
              </p>
            )}
          </Show>
          <Show when={props.desk.summary()}>
            {(summary) => (
              <div class="assist-text">
                <Words text={summary().text} />
              </div>
            )}
          </Show>
          <Show when={!props.desk.isAsking() && (isOlder() || props.desk.problem())}>
            <div class="assist-actions">
              <Show when={isOlder()}>
                <span class="small soft">{threadWords().assist.summaryOlder}</span>
              </Show>
              <Button class="slim" onClick={props.desk.request}>
                {props.desk.problem() ? t().common.retry : threadWords().assist.refresh}
              </Button>
            </div>
          </Show>
        </section>
      </Match>
    </Switch>
  );
};
