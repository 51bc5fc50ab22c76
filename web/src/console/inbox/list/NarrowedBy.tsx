import X from "lucide-solid/icons/x";
import { Show, type JSX } from "solid-js";
import { t } from "../../../i18n/text.ts";
import { paths, type InboxView } from "../../../paths.ts";
import { createAgents } from "../../agents/data.ts";
import { createLabels } from "../labels/data.ts";
import { LabelDot } from "../labels/LabelChip.tsx";
import { isNarrowed } from "./viewOf.ts";

const TakeOff = (props: { href: string; what: string; children: JSX.Element }): JSX.Element => (
  <a class="narrowed" href={props.href} noScroll aria-label={t().inboxList.takeOff(props.what)}>
    {props.children}
    <span class="truncate">{props.what}</span>
    <X size={13} />
  </a>
);

/** What narrows the list beside its filter, each one press away from being taken off. */
export const NarrowedBy = (props: { view: InboxView; openId: string | undefined }): JSX.Element => {
  const agents = createAgents();
  const labels = createLabels();
  const agentName = () => agents.items().find(({ id }) => id === props.view.agentId)?.name;
  const label = () => labels.items().find(({ id }) => id === props.view.labelId);
  const without = (change: Partial<InboxView>) => paths.inbox(props.openId, { ...props.view, ...change });
  return (
    <Show when={isNarrowed(props.view)}>
      <div class="narrowed-by">
        <Show when={props.view.agentId}>
          <TakeOff
            href={without({ agentId: undefined })}
            what={t().inboxList.agentChip(agentName() ?? (agents.data() ? t().inboxList.unknownAgent : "…"))}
          >
            {null}
          </TakeOff>
        </Show>
        <Show when={props.view.labelId}>
          <TakeOff
            href={without({ labelId: undefined })}
            what={label()?.name ?? (labels.data() ? t().inboxList.unknownLabel : "…")}
          >
            <Show when={label()}>{(known) => <LabelDot color={known().color} />}</Show>
          </TakeOff>
        </Show>
      </div>
    </Show>
  );
};
