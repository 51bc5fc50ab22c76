import "./publish.css";
import { For, Show, type JSX } from "solid-js";
import type { AgentFields } from "../../../../../schema/contract/agents.ts";
import { agentWords } from "../../../i18n/agentWords.ts";
import { t } from "../../../i18n/text.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Note, ProblemNote } from "../../../ui/Note.tsx";
import { useMayNot } from "../../shell/session.ts";
import { fieldsOf } from "../agentFields.ts";
import { Changes } from "../diff/Changes.tsx";
import { useEditor } from "../editor.ts";
import { FieldLink } from "./FieldLink.tsx";
import { Warnings } from "./Warnings.tsx";

/** What the server would not take, each with the way to it. */
const WrongFields = (props: { onGo(): void }): JSX.Element => {
  const { errors } = useEditor();
  const wrong = () => Object.entries(errors()).map(([path, text]) => [path.split(".")[0] as keyof AgentFields, text] as const);
  return (
    <Show when={wrong().length > 0}>
      <Note tone="red">{agentWords().wrongFields}</Note>
      <ul class="wrong-fields">
        <For each={wrong()}>
          {([field, text]) => (
            <li>
              <FieldLink field={field} onGo={() => props.onGo()} />: {text}
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
};

/** The last look before a draft becomes what customers are answered by: what to mind, and what changes. */
export default function PublishDialog(props: { onClose(): void }): JSX.Element {
  const editor = useEditor();
  const mayNot = useMayNot("write");
  const why = () => mayNot() ?? (editor.isChanged() ? undefined : agentWords().publishNothing);
  const publish = async () => {
    if (await editor.publish()) props.onClose();
  };
  return (
    <Dialog
      isOpen
      isWide
      onClose={() => props.onClose()}
      title={agentWords().publishTitle}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t().common.cancel}</Button>
          <Button tone="primary" why={why()} isBusy={editor.isPublishing()} onClick={() => void publish()}>
            {agentWords().publishNow}
          </Button>
        </>
      }
    >
      <p class="soft">{agentWords().publishLead}</p>
      <Show when={Object.keys(editor.errors()).length === 0}>
        <ProblemNote problem={editor.problem()} />
      </Show>
      <WrongFields onGo={() => props.onClose()} />
      <Warnings onGo={() => props.onClose()} />
      <Changes before={fieldsOf(editor.agent())} after={editor.form} />
    </Dialog>
  );
}
