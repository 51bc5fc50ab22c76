import { createComputed, on, Show, type JSX } from "solid-js";
import { createStore } from "solid-js/store";
import type { Contact } from "../../../../schema/contract/contacts.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { contactWords } from "../../i18n/contactWords.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextArea, TextField } from "../../ui/TextField.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useMayNot } from "../shell/session.ts";
import { contactErrors } from "./contactErrors.ts";
import { contactChanges, type ContactForm, followed, formOf } from "./contactForm.ts";
import { languageHelp, languageOptions } from "./customerLanguages.ts";
import { useKeepContact } from "./data.ts";
import { RoleChoice } from "./RoleChoice.tsx";

/** Who it is: what was changed is sent, nothing else, and can be taken back. */
export const ContactDetails = (props: { contact: Contact }): JSX.Element => {
  const keep = useKeepContact();
  const mayNot = useMayNot("write");
  const [form, setForm] = createStore<ContactForm>(formOf(props.contact));
  createComputed(
    on(
      () => formOf(props.contact),
      (now, before) => before && setForm(followed({ ...form }, before, now)),
    ),
  );
  const changes = () => contactChanges(props.contact, form);
  const isChanged = () => Object.keys(changes()).length > 0;
  const patch = (body: ReturnType<typeof contactChanges>) =>
    call("PATCH /api/contacts/{id}", { params: { id: props.contact.id }, body });
  const save = createAction(
    async () => {
      const before = formOf(props.contact);
      return { before, after: await patch(changes()) };
    },
    {
      done({ before, after }) {
        keep(after);
        setForm(formOf(after));
        showToast({ text: t().contacts.saved, undo: () => void undo.run(contactChanges(after, before)) });
      },
    },
  );
  const undo = createAction(patch, {
    done(contact) {
      keep(contact);
      setForm(formOf(contact));
      showToast({ text: t().common.undone });
    },
  });
  const errors = () => contactErrors(save.problem());
  return (
    <form
      noValidate
      class="panel"
      onSubmit={(event) => {
        event.preventDefault();
        void save.run(undefined);
      }}
    >
      <h2>{t().contacts.details}</h2>
      <ProblemNote problem={save.problem() ?? undo.problem()} />
      <TextField
        label={t().contacts.name}
        required
        maxlength={120}
        value={form.displayName}
        onInput={(value) => setForm("displayName", value)}
        error={errors()["displayName"]}
      />
      <TextField
        label={t().contacts.phone}
        type="tel"
        value={form.phone}
        onInput={(value) => setForm("phone", value)}
        error={errors()["phone"]}
      />
      <TextField
        label={t().contacts.email}
        type="email"
        value={form.email}
        onInput={(value) => setForm("email", value)}
        error={errors()["email"]}
      />
      <RoleChoice value={form.roles} onChange={(roles) => setForm("roles", roles)} />
      <Select
        label={t().contacts.language}
        help={languageHelp(props.contact)}
        value={form.language}
        options={languageOptions()}
        onChange={(value) => setForm("language", value)}
      />
      <TextArea
        label={contactWords().goal}
        help={contactWords().goalHelp}
        maxlength={500}
        value={form.goal}
        onInput={(value) => setForm("goal", value)}
        error={errors()["goal"]}
      />
      <TextArea
        label={t().contacts.note}
        help={t().contacts.noteHelp}
        maxlength={4_000}
        value={form.note}
        onInput={(value) => setForm("note", value)}
        error={errors()["note"]}
      />
      <Show when={isChanged()}>
        <div class="form-actions">
          <Button type="submit" tone="primary" why={mayNot()} isBusy={save.isRunning()}>
            {t().common.save}
          </Button>
          <Button onClick={() => setForm(formOf(props.contact))}>{t().common.cancel}</Button>
        </div>
      </Show>
    </form>
  );
};
