import Search from "lucide-solid/icons/search";
import { createSignal, For, Show, type JSX } from "solid-js";
import type { Template } from "../../../../../schema/contract/templates.ts";
import { t } from "../../../i18n/text.ts";
import { Chip } from "../../../ui/Chip.tsx";
import { showToast } from "../../../ui/toasts.ts";
import { canBeSent, foundTemplates } from "./templateText.ts";

const toneOf = (template: Template): "ai" | "amber" | "red" | "plain" => {
  if (canBeSent(template)) return "ai";
  if (template.status === "pending" || template.status === "received") return "amber";
  return template.status === "approved" || template.status === "unsubmitted" ? "plain" : "red";
};

/** Why it can't be sent; nothing when it can. */
const whyNot = ({ status, isSupported, rejectionReason }: Template): string | undefined => {
  if (status === "approved") return isSupported ? undefined : t().sending.templateUnsupported;
  const why = t().sending.templateWhy[status];
  return status === "rejected" && rejectionReason ? `${why} ${t().sending.rejectedBecause(rejectionReason)}` : why;
};

const Row = (props: { template: Template; onChoose(): void }): JSX.Element => {
  const why = () => whyNot(props.template);
  return (
    <li>
      <button
        type="button"
        class="template-row"
        aria-disabled={why() ? true : undefined}
        onClick={() => {
          const reason = why();
          if (reason) showToast({ text: reason });
          else props.onChoose();
        }}
      >
        <span class="template-line">
          <span class="template-name">{props.template.name.replaceAll("_", " ")}</span>
          <span class="small soft">{props.template.language.toUpperCase()}</span>
          <Chip tone={toneOf(props.template)}>{t().sending.templateStatus[props.template.status]}</Chip>
        </span>
        <span class="template-body" dir="auto">
          {props.template.body}
        </span>
        <Show when={why()}>
          <span class="template-why">{why()}</span>
        </Show>
      </button>
    </li>
  );
};

/** Every template of the number; those that can't be sent are shown too, each with its reason. */
export const TemplateList = (props: {
  templates: readonly Template[];
  ref(element: HTMLElement): void;
  onChoose(template: Template): void;
}): JSX.Element => {
  const [search, setSearch] = createSignal("");
  const found = () => foundTemplates(props.templates, search());
  return (
    <>
      <label class="templates-search">
        <Search size={16} />
        <span class="only-spoken">{t().sending.searchTemplates}</span>
        <input
          ref={props.ref}
          type="search"
          class="control"
          placeholder={t().sending.searchTemplatesPlaceholder}
          value={search()}
          onInput={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        />
      </label>
      <ul class="templates-list" tabindex="-1">
        <For each={found()} fallback={<li class="templates-none soft">{t().sending.templatesNoMatch}</li>}>
          {(template) => <Row template={template} onChoose={() => props.onChoose(template)} />}
        </For>
      </ul>
    </>
  );
};
