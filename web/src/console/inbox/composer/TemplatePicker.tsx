import "./templates.css";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import { createEffect, createSignal, on, onMount, Show, type JSX } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import type { Template } from "../../../../../schema/contract/templates.ts";
import { momentOf } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import type { Draft } from "../../../realtime/written.ts";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ProblemNote } from "../../../ui/Note.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { useMayNot } from "../../shell/session.ts";
import { TemplateForm } from "./TemplateForm.tsx";
import { TemplateList } from "./TemplateList.tsx";
import { createSync, createTemplates } from "./templatesData.ts";

interface TemplatePickerProps {
  conversation: Conversation;
  onSend(draft: Draft): void;
  /** Back to writing freely; absent while that is not allowed. */
  onClose?: (() => void) | undefined;
  ref(element: HTMLElement): void;
}

const twilioConsole = "https://console.twilio.com/us1/develop/sms/content-template-builder";

const Sync = (props: { agentId: string; templates: readonly Template[]; isEmpty: boolean }): JSX.Element => {
  const mayNot = useMayNot("write");
  const sync = createSync(() => props.agentId);
  // A number that was connected a moment ago has its templates at Twilio already: nobody should have to ask for them.
  createEffect(
    on([() => props.agentId, () => props.isEmpty], ([, isEmpty]) => {
      if (isEmpty && !mayNot()) void sync.run(undefined);
    }),
  );
  const newest = () =>
    props.templates
      .map((template) => template.syncedAt)
      .toSorted()
      .at(-1);
  return (
    <div class="templates-sync">
      <Show when={newest()}>{(at) => <span class="small soft">{t().sending.syncedAt(momentOf(at()))}</span>}</Show>
      <Button class="slim" why={mayNot()} isBusy={sync.isRunning()} onClick={() => void sync.run(undefined)}>
        <RefreshCw size={14} />
        {sync.isRunning() ? t().sending.syncing : t().sending.sync}
      </Button>
    </div>
  );
};

/** The composer when only approved texts may go out: find one, fill it in, see it as the customer will, send it. */
export default function TemplatePicker(props: TemplatePickerProps): JSX.Element {
  const agentId = () => props.conversation.agentId;
  const templates = createTemplates(agentId);
  const [chosenId, setChosenId] = createSignal<string | null>(null);
  const chosen = () => templates.items().find((template) => template.id === chosenId());
  // Whoever opened the templates goes on in them, and whoever comes back from one in the search; where they stand by themselves
  // nobody is moved.
  let section!: HTMLElement;
  onMount(() => props.onClose && section.focus());
  let takesFocus = false;
  const searchRef = (element: HTMLElement) => {
    props.ref(element);
    if (takesFocus) queueMicrotask(() => element.focus());
    takesFocus = true;
  };
  const isEmpty = () => templates.data() !== undefined && templates.items().length === 0;
  return (
    <section ref={section} class="templates" tabindex="-1" aria-label={t().sending.templates}>
      <header class="templates-head">
        <Show when={props.onClose}>
          <Button tone="quiet" class="slim" label={t().common.back} onClick={() => props.onClose?.()}>
            <ArrowLeft size={18} />
          </Button>
        </Show>
        <h3 class="template-name truncate">{chosen()?.name.replaceAll("_", " ") ?? t().sending.templates}</h3>
        <Show when={!chosen()}>
          <Sync agentId={agentId()} templates={templates.items()} isEmpty={isEmpty()} />
        </Show>
      </header>
      <ProblemNote problem={templates.problem()} onRetry={() => void templates.refetch()} />
      <Show when={templates.isFirstLoad()}>
        <SkeletonRows kind="line" count={3} />
      </Show>
      <Show when={isEmpty()}>
        <EmptyState title={t().sending.templatesEmpty} help={t().sending.templatesEmptyHelp}>
          <a class="button" href={twilioConsole} target="_blank" rel="noopener noreferrer">
            {t().sending.openTwilio}
          </a>
        </EmptyState>
      </Show>
      <Show when={templates.items().length > 0}>
        <Show
          when={chosen()}
          fallback={
            <TemplateList templates={templates.items()} ref={searchRef} onChoose={(template) => setChosenId(template.id)} />
          }
        >
          {(template) => (
            <TemplateForm
              template={template()}
              contactName={props.conversation.contactName}
              onBack={() => setChosenId(null)}
              onSend={(draft) => {
                props.onSend(draft);
                setChosenId(null);
              }}
            />
          )}
        </Show>
      </Show>
    </section>
  );
}
