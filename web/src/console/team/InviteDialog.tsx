import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, type JSX } from "solid-js";
import type { MembershipRole } from "../../../../schema/contract/enums.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { teamWords } from "../../i18n/teamWords.ts";
import { t } from "../../i18n/text.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { showToast } from "../../ui/toasts.ts";
import { roles } from "./roles.ts";

/** Whom to invite, and as what. What was typed stays until it has gone out. */
export const InviteDialog = (props: { isOpen: boolean; onClose(): void }): JSX.Element => {
  const client = useQueryClient();
  const [email, setEmail] = createSignal("");
  const [role, setRole] = createSignal<MembershipRole>("member");
  const invite = createAction(() => call("POST /api/team/invitations", { body: { email: email(), role: role() } }), {
    done(invitation) {
      setEmail("");
      void client.invalidateQueries({ queryKey: keys.invitations });
      showToast({ text: teamWords().invited(invitation.email) });
      props.onClose();
    },
  });
  return (
    <FormDialog
      isOpen={props.isOpen}
      title={teamWords().inviteTitle}
      submit={teamWords().inviteSend}
      why={email().trim() ? undefined : t().problems.fields.required}
      action={invite}
      onClose={() => {
        invite.reset();
        props.onClose();
      }}
    >
      <TextField
        label={teamWords().inviteEmail}
        help={teamWords().inviteHelp}
        type="email"
        inputmode="email"
        autocomplete="off"
        autocapitalize="none"
        required
        maxlength={254}
        value={email()}
        onInput={setEmail}
        error={fieldTexts(invite.problem())["email"]}
      />
      <fieldset class="field team-choices">
        <legend class="field-legend">{teamWords().role}</legend>
        <For each={roles.toReversed()}>
          {(one) => (
            <label class="team-choice">
              <input type="radio" name="invite-role" checked={role() === one} onChange={() => setRole(one)} />
              <span>
                <strong>{teamWords().roles[one]}</strong>
                <span class="field-help">{teamWords().roleHelp[one]}</span>
              </span>
            </label>
          )}
        </For>
      </fieldset>
    </FormDialog>
  );
};
