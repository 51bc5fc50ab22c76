import MailPlus from "lucide-solid/icons/mail-plus";
import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Show, type JSX } from "solid-js";
import type { Invitation } from "../../../../schema/contract/team.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { shortDay, momentOf } from "../../i18n/format.ts";
import { teamWords } from "../../i18n/teamWords.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useMayNot } from "../shell/session.ts";
import { createInvitations } from "./data.ts";
import { InviteDialog } from "./InviteDialog.tsx";

interface RowProps {
  invitation: Invitation;
  mayNot: string | undefined;
  isBusy: boolean;
  resend(): void;
  revoke(): void;
}

const Row = (props: RowProps): JSX.Element => {
  const isOver = () => Date.parse(props.invitation.expiresAt) <= Date.now();
  return (
    <li class="team-row">
      <div class="team-words">
        <p class="team-name">
          <strong class="team-email">{props.invitation.email}</strong>
          <Chip>{teamWords().roles[props.invitation.role]}</Chip>
          <Show when={isOver()}>
            <Chip tone="amber">{teamWords().expired}</Chip>
          </Show>
        </p>
        <p class="small soft">
          {teamWords().invitedBy(props.invitation.invitedBy.name, shortDay(props.invitation.createdAt))}
          <Show when={!isOver()}> · {teamWords().expires(momentOf(props.invitation.expiresAt))}</Show>
        </p>
      </div>
      <div class="team-tools">
        <Button
          tone="quiet"
          aria-label={teamWords().resendTo(props.invitation.email)}
          why={props.mayNot}
          isBusy={props.isBusy}
          onClick={() => props.resend()}
        >
          {teamWords().resend}
        </Button>
        <Button
          tone="quiet"
          aria-label={teamWords().revokeOf(props.invitation.email)}
          why={props.mayNot}
          isBusy={props.isBusy}
          onClick={() => props.revoke()}
        >
          {teamWords().revoke}
        </Button>
      </div>
    </li>
  );
};

/** Who was asked and has not come yet. */
export const Invitations = (): JSX.Element => {
  const client = useQueryClient();
  const mayNot = useMayNot("manage");
  const [isInviting, setInviting] = createSignal(false);
  const invitations = createInvitations();
  const again = () => void client.invalidateQueries({ queryKey: keys.invitations });
  const resend = createAction(({ id }: Invitation) => call("POST /api/team/invitations/{id}/resend", { params: { id } }), {
    done(_, { email }) {
      again();
      showToast({ text: teamWords().resent(email) });
    },
    failed: again,
  });
  const revoke = createAction(({ id }: Invitation) => call("DELETE /api/team/invitations/{id}", { params: { id } }), {
    done(_, { email }) {
      again();
      showToast({ text: teamWords().revoked(email) });
    },
    failed: again,
  });
  return (
    <section class="panel">
      <header class="panel-head">
        <h2>{teamWords().invitations}</h2>
        <Button tone="primary" why={mayNot()} onClick={() => setInviting(true)}>
          <MailPlus size={18} />
          {teamWords().invite}
        </Button>
      </header>
      <ProblemNote problem={resend.problem() ?? revoke.problem() ?? invitations.problem()} />
      <ul class="rows">
        <For each={invitations.data()?.items ?? []} fallback={<li class="soft">{teamWords().noInvitations}</li>}>
          {(invitation) => (
            <Row
              invitation={invitation}
              mayNot={mayNot()}
              isBusy={resend.isRunning() || revoke.isRunning()}
              resend={() => void resend.run(invitation)}
              revoke={() => void revoke.run(invitation)}
            />
          )}
        </For>
      </ul>
      <InviteDialog isOpen={isInviting()} onClose={() => setInviting(false)} />
    </section>
  );
};
