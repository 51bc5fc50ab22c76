import { useNavigate } from "@solidjs/router";
import { createSignal, type JSX } from "solid-js";
import type { ContactRole } from "../../../../schema/contract/enums.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { contactWords } from "../../i18n/contactWords.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useMayNot } from "../shell/session.ts";
import { contactErrors } from "./contactErrors.ts";
import { useKeepContact } from "./data.ts";
import { RoleChoice } from "./RoleChoice.tsx";

export const NewContact = (props: { isOpen: boolean; onClose(): void }): JSX.Element => {
  const navigate = useNavigate();
  const mayNot = useMayNot("write");
  const keep = useKeepContact();
  const [name, setName] = createSignal("");
  const [phone, setPhone] = createSignal("");
  const [email, setEmail] = createSignal("");
  const [goal, setGoal] = createSignal("");
  const [roles, setRoles] = createSignal<ContactRole[]>(["client"]);
  const create = createAction(
    () =>
      call("POST /api/contacts", {
        body: {
          displayName: name(),
          roles: roles(),
          ...(phone() ? { phone: phone() } : {}),
          ...(email() ? { email: email() } : {}),
          ...(goal().trim() ? { goal: goal().trim() } : {}),
        },
      }),
    {
      done(contact) {
        keep(contact);
        showToast({ text: t().contacts.created(contact.displayName) });
        navigate(paths.contact(contact.id));
      },
    },
  );
  const errors = () => contactErrors(create.problem());
  return (
    <FormDialog
      isOpen={props.isOpen}
      title={t().contacts.create}
      submit={t().contacts.create}
      why={mayNot()}
      action={create}
      onClose={props.onClose}
    >
      <TextField
        label={t().contacts.name}
        required
        autofocus
        maxlength={120}
        value={name()}
        onInput={setName}
        error={errors()["displayName"]}
      />
      <TextField
        label={t().contacts.phone}
        isOptional
        type="tel"
        help={t().contacts.phoneHelp}
        value={phone()}
        onInput={setPhone}
        error={errors()["phone"]}
      />
      <TextField
        label={t().contacts.email}
        isOptional
        type="email"
        value={email()}
        onInput={setEmail}
        error={errors()["email"]}
      />
      <TextField
        label={contactWords().goal}
        isOptional
        maxlength={500}
        help={contactWords().goalHelp}
        value={goal()}
        onInput={setGoal}
        error={errors()["goal"]}
      />
      <RoleChoice value={roles()} onChange={setRoles} />
    </FormDialog>
  );
};
