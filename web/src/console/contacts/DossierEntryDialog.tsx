import type { JSX } from "solid-js";
import { createStore } from "solid-js/store";
import type { DossierEntry } from "../../../../schema/contract/contacts.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { t } from "../../i18n/text.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextArea, TextField } from "../../ui/TextField.tsx";
import { useMayNot } from "../shell/session.ts";

const kinds = ["consultation", "exercise", "finance", "note"] as const satisfies readonly DossierEntry["kind"][];

/** A day of the reader's calendar as a date field wants it, and back to noon of that day. */
const dayOf = (iso: string): string => {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};
const noonOf = (day: string): string => new Date(`${day}T12:00:00`).toISOString();

interface DossierEntryDialogProps {
  contactId: string;
  /** Null for a new one. */
  entry: DossierEntry | null;
  onClose(): void;
  onSaved(): void;
}

export const DossierEntryDialog = (props: DossierEntryDialogProps): JSX.Element => {
  const mayNot = useMayNot("write");
  const [form, setForm] = createStore({
    kind: props.entry?.kind ?? "consultation",
    title: props.entry?.title ?? "",
    body: props.entry?.body ?? "",
    day: dayOf(props.entry?.happenedAt ?? new Date().toISOString()),
  });
  const save = createAction(
    async () => {
      const body = { kind: form.kind, title: form.title, body: form.body, happenedAt: noonOf(form.day) };
      const id = props.contactId;
      if (!props.entry) return call("POST /api/contacts/{id}/dossier", { params: { id }, body });
      return call("PATCH /api/contacts/{id}/dossier/{entryId}", { params: { id, entryId: props.entry.id }, body });
    },
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
      title={props.entry ? t().contacts.dossierEdit : t().contacts.dossierAdd}
      submit={t().common.save}
      why={mayNot()}
      action={save}
      onClose={props.onClose}
    >
      <div class="form-row">
        <Select
          label={t().contacts.dossierKind}
          value={form.kind}
          options={kinds.map((kind) => ({ value: kind, label: t().contacts.dossierKinds[kind] }))}
          onChange={(kind) => setForm("kind", kind)}
        />
        <TextField
          label={t().contacts.dossierDate}
          type="date"
          required
          value={form.day}
          onInput={(day) => setForm("day", day)}
        />
      </div>
      <TextField
        label={t().contacts.dossierTitle}
        required
        autofocus
        maxlength={200}
        value={form.title}
        onInput={(title) => setForm("title", title)}
        error={errors()["title"]}
      />
      <TextArea
        label={t().contacts.dossierBody}
        maxlength={8_000}
        value={form.body}
        onInput={(body) => setForm("body", body)}
        error={errors()["body"]}
      />
    </FormDialog>
  );
};
