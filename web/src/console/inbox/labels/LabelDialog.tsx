import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, type JSX } from "solid-js";
import type { Label } from "../../../../../schema/contract/inboxTools.ts";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { fieldTexts, problemText } from "../../../api/problemText.ts";
import { headWords } from "../../../i18n/headWords.ts";
import { t } from "../../../i18n/text.ts";
import { FormDialog } from "../../../ui/FormDialog.tsx";
import { useMayNot } from "../../shell/session.ts";
import { colors, LabelFields, type LabelForm } from "./LabelFields.tsx";

interface LabelDialogProps {
  /** The label to change; a new one is made when there is none. */
  label?: Label | undefined;
  /** How many there are: a new one gets the next colour. */
  count: number;
  onClose(): void;
  onDone(label: Label): void;
}

/** Makes a label, or changes its name and colour. */
export const LabelDialog = (props: LabelDialogProps): JSX.Element => {
  const client = useQueryClient();
  const mayNot = useMayNot("write");
  const [form, setForm] = createSignal<LabelForm>({
    name: props.label?.name ?? "",
    color: props.label?.color ?? colors[props.count % colors.length] ?? "grey",
  });
  const save = createAction(
    () =>
      props.label
        ? call("PATCH /api/labels/{id}", { params: { id: props.label.id }, body: form() })
        : call("POST /api/labels", { body: form() }),
    {
      done(label) {
        client.setQueryData<{ items: Label[] }>(keys.labels, (known) => ({
          items: [...(known?.items ?? []).filter(({ id }) => id !== label.id), label],
        }));
        void client.invalidateQueries({ queryKey: keys.labels });
        props.onDone(label);
      },
    },
  );
  const nameError = () => {
    const problem = save.problem();
    if (problem?.key === "name_taken") return problemText(problem);
    return fieldTexts(problem)["name"];
  };
  return (
    <FormDialog
      isOpen
      title={props.label ? headWords().labelEdit(props.label.name) : headWords().labelNew.replace("…", "")}
      submit={props.label ? headWords().labelSave : headWords().labelCreate}
      why={mayNot() ?? (form().name.trim() ? undefined : t().problems.fields.required)}
      action={{ ...save, problem: () => (nameError() ? null : save.problem()) }}
      onClose={props.onClose}
    >
      <LabelFields value={form()} error={nameError()} onChange={setForm} />
    </FormDialog>
  );
};
