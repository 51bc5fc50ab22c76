import Pencil from "lucide-solid/icons/pencil";
import { createSignal, Show, type JSX } from "solid-js";
import type { Contact } from "../../../../../schema/contract/contacts.ts";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { fieldTexts } from "../../../api/problemText.ts";
import { headWords } from "../../../i18n/headWords.ts";
import { t } from "../../../i18n/text.ts";
import { Button } from "../../../ui/Button.tsx";
import { FormDialog } from "../../../ui/FormDialog.tsx";
import { TextArea } from "../../../ui/TextField.tsx";
import { useKeepContact } from "../../contacts/data.ts";
import { useMayNot } from "../../shell/session.ts";

const mostLetters = 500;

const GoalDialog = (props: { person: Contact; onClose(): void }): JSX.Element => {
  const keep = useKeepContact();
  const mayNot = useMayNot("write");
  const [goal, setGoal] = createSignal(props.person.goal);
  const save = createAction(() => call("PATCH /api/contacts/{id}", { params: { id: props.person.id }, body: { goal: goal() } }), {
    done(contact) {
      keep(contact);
      props.onClose();
    },
  });
  return (
    <FormDialog isOpen title={headWords().goal} submit={t().common.save} why={mayNot()} action={save} onClose={props.onClose}>
      <TextArea
        label={headWords().goal}
        autofocus
        maxlength={mostLetters}
        rows={3}
        value={goal()}
        onInput={setGoal}
        help={headWords().goalHelp}
        error={fieldTexts(save.problem())["goal"]}
      />
    </FormDialog>
  );
};

/** What the person wants to reach: read at a glance, written without leaving the thread. */
export const Goal = (props: { person: Contact }): JSX.Element => {
  const mayNot = useMayNot("write");
  const [isEditing, setEditing] = createSignal(false);
  return (
    <div>
      <dt>{headWords().goal}</dt>
      <dd class="context-goal">
        <Show
          when={props.person.goal}
          fallback={
            <Button tone="quiet" class="slim" why={mayNot()} onClick={() => setEditing(true)}>
              {headWords().goalAdd}
            </Button>
          }
        >
          <span dir="auto">{props.person.goal}</span>
          <Button tone="quiet" class="slim" why={mayNot()} label={headWords().goalEdit} onClick={() => setEditing(true)}>
            <Pencil size={14} />
          </Button>
        </Show>
        <Show when={isEditing()}>
          <GoalDialog person={props.person} onClose={() => setEditing(false)} />
        </Show>
      </dd>
    </div>
  );
};
