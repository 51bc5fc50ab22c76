import { createSignal, Show, type JSX } from "solid-js";
import type { Level } from "../../../../schema/contract/enums.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { t } from "../../i18n/text.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextArea, TextField } from "../../ui/TextField.tsx";
import { useMayNot } from "../shell/session.ts";
import type { KnowledgePlace } from "./knowledgePlace.ts";

interface KnowledgeTextDialogProps {
  place: KnowledgePlace;
  /** From which level up a text is found there, unless another is chosen. */
  usualLevel: Level;
  onClose(): void;
  onSaved(): void;
}

const levels = [1, 2, 3] as const satisfies readonly Level[];

export const KnowledgeTextDialog = (props: KnowledgeTextDialogProps): JSX.Element => {
  const mayNot = useMayNot("write");
  const [title, setTitle] = createSignal("");
  const [text, setText] = createSignal("");
  const [level, setLevel] = createSignal(props.usualLevel);
  const save = createAction(
    () =>
      call("POST /api/knowledge", {
        body: { ...props.place, title: title(), text: text(), minLevel: level() },
      }),
    {
      done() {
        props.onSaved();
        props.onClose();
      },
    },
  );
  const errors = () => fieldTexts(save.problem());
  return (
    <FormDialog
      isOpen
      isWide
      title={t().agents.knowledgeAddText}
      submit={t().common.add}
      why={mayNot()}
      action={save}
      onClose={props.onClose}
    >
      <TextField
        label={t().agents.knowledgeName}
        error={errors()["title"]}
        autofocus
        maxlength={200}
        value={title()}
        onInput={setTitle}
      />
      <Show when={props.place.scope === "agent"}>
        <Select
          label={t().agents.knowledgeMinLevel}
          value={`${level()}` as const}
          options={levels.map((one) => ({ value: `${one}` as const, label: t().common.levels[one] }))}
          onChange={(chosen) => setLevel(Number(chosen) as Level)}
        />
      </Show>
      <TextArea
        class="tall"
        label={t().agents.knowledgeText}
        error={errors()["text"]}
        maxlength={200_000}
        value={text()}
        onInput={setText}
      />
    </FormDialog>
  );
};
