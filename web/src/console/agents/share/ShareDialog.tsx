import { createSignal, type JSX } from "solid-js";
import type { AgentShare } from "../../../../../schema/contract/agentShares.ts";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { fieldTexts } from "../../../api/problemText.ts";
import { agentWords } from "../../../i18n/agentWords.ts";
import { t } from "../../../i18n/text.ts";
import { FormDialog } from "../../../ui/FormDialog.tsx";
import { TextArea, TextField } from "../../../ui/TextField.tsx";
import { showToast } from "../../../ui/toasts.ts";
import { useEditor } from "../editor.ts";

/** A new link, or the words of one that is there. */
export const ShareDialog = (props: {
  share: AgentShare | undefined;
  onClose(): void;
  onSaved(share: AgentShare): void;
}): JSX.Element => {
  const { agent } = useEditor();
  const [name, setName] = createSignal(props.share?.name ?? "");
  const [instructions, setInstructions] = createSignal(props.share?.instructions ?? "");
  const save = createAction(
    () => {
      const body = { name: name(), instructions: instructions() };
      const { id } = agent();
      return props.share
        ? call("PATCH /api/agents/{id}/shares/{shareId}", { params: { id, shareId: props.share.id }, body })
        : call("POST /api/agents/{id}/shares", { params: { id }, body });
    },
    {
      done(share) {
        showToast({ text: props.share ? agentWords().shareSaved : agentWords().shareCreated });
        props.onSaved(share);
      },
    },
  );
  const errors = () => fieldTexts(save.problem());
  return (
    <FormDialog
      isOpen
      title={props.share ? agentWords().shareEdit : agentWords().shareNew}
      submit={props.share ? t().common.save : agentWords().shareNew}
      action={save}
      onClose={() => props.onClose()}
    >
      <TextField
        label={agentWords().shareName}
        help={agentWords().shareNameHelp}
        placeholder={agentWords().shareNamePlaceholder}
        error={errors()["name"]}
        required
        autofocus
        maxlength={80}
        value={name()}
        onInput={setName}
      />
      <TextArea
        label={agentWords().shareInstructions}
        help={agentWords().shareInstructionsHelp}
        placeholder={agentWords().shareInstructionsPlaceholder}
        error={errors()["instructions"]}
        rows={5}
        maxlength={4_000}
        value={instructions()}
        onInput={setInstructions}
      />
    </FormDialog>
  );
};
