import { A } from "@solidjs/router";
import { Match, Show, Switch, type JSX } from "solid-js";
import { t } from "../../../i18n/text.ts";
import { paths, type InboxView } from "../../../paths.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { useInboxHealth } from "./HealthNote.tsx";
import { isNarrowed } from "./viewOf.ts";

const ToAll = (props: { label: string }): JSX.Element => (
  <A class="button" href={paths.inbox()} noScroll>
    {props.label}
  </A>
);

/** Nobody has written yet, or everything is dealt with: which of the two, and what comes next. */
const EmptyInbox = (): JSX.Element => {
  const health = useInboxHealth();
  const hasNoAgents = () => health()?.kind === "no_agents";
  return (
    <Show
      when={hasNoAgents()}
      fallback={
        <EmptyState title={t().inboxList.nothingIn.all} help={t().inboxList.nextIn.all}>
          <A class="button" href={paths.inbox(undefined, { filter: "closed" })} noScroll>
            {t().inboxList.seeClosed}
          </A>
          <A class="button" href={paths.setup()}>
            {t().common.firstHour}
          </A>
        </EmptyState>
      }
    >
      <EmptyState title={t().inboxList.noneYet} help={t().inbox.emptyNextAgents}>
        <A class="button primary" href={paths.newAgent()}>
          {t().inbox.createAgent}
        </A>
      </EmptyState>
    </Show>
  );
};

/** A list with nothing in it says why that is, and what comes next. */
export const Nothing = (props: { view: InboxView }): JSX.Element => (
  <Switch
    fallback={
      <EmptyState title={t().inboxList.nothingIn[props.view.filter]} help={t().inboxList.nextIn[props.view.filter]}>
        <ToAll label={t().inboxList.showAll} />
      </EmptyState>
    }
  >
    <Match when={isNarrowed(props.view)}>
      <EmptyState title={t().inboxList.nothingWith} help={t().inboxList.nothingWithHelp}>
        <ToAll label={t().inboxList.clearAll} />
      </EmptyState>
    </Match>
    <Match when={props.view.filter === "all"}>
      <EmptyInbox />
    </Match>
  </Switch>
);
