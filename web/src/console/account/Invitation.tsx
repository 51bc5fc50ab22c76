import { A, useSearchParams } from "@solidjs/router";
import { createSignal, Match, onMount, Show, Switch, type JSX } from "solid-js";
import type { Session } from "../../../../schema/contract/auth.ts";
import type { InvitationPreview } from "../../../../schema/contract/team.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { Problem } from "../../api/problem.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { teamWords } from "../../i18n/teamWords.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { Note, ProblemNote } from "../../ui/Note.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { enterTenant } from "../team/leaveConsole.ts";
import { AccountFrame } from "./AccountFrame.tsx";
import { PasswordField } from "./PasswordField.tsx";

/** Who is signed in in this browser, if anybody is; asked for by hand, since nobody being signed in is no reason to leave. */
const whoIsHere = async (): Promise<Session | null> => {
  const answer = await fetch("/api/auth/session").catch(() => null);
  return answer?.ok ? ((await answer.json()) as Session) : null;
};

interface JoinProps {
  token: string;
  invitation: InvitationPreview;
  /** Whose session this browser has. */
  here: Session | null;
}

/** A new person chooses name and password; a known one is here already, or gives the password. */
const Join = (props: JoinProps): JSX.Element => {
  const [name, setName] = createSignal("");
  const [password, setPassword] = createSignal("");
  const isHere = () => props.here?.user.email === props.invitation.email;
  const isNew = () => !props.invitation.isKnown;
  const accept = createAction(
    () =>
      call("POST /api/auth/invitation/accept", {
        body: {
          token: props.token,
          ...(isNew() ? { name: name() } : {}),
          ...(isNew() || !isHere() ? { password: password() } : {}),
        },
      }),
    { done: (session) => enterTenant(session) },
  );
  const errors = () => fieldTexts(accept.problem());
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void accept.run(undefined);
      }}
    >
      <ProblemNote problem={accept.problem()} />
      <Show when={props.here && !isHere() && props.here}>
        {(here) => <Note tone="info">{teamWords().invitationOther(here().user.email)}</Note>}
      </Show>
      <TextField
        label={teamWords().invitationFor}
        type="email"
        name="email"
        autocomplete="username"
        readOnly
        value={props.invitation.email}
        onInput={() => undefined}
      />
      <Switch>
        <Match when={isNew()}>
          <p class="soft">{teamWords().invitationNew}</p>
          <TextField
            label={t().account.name}
            help={t().account.nameHelp}
            name="name"
            autocomplete="name"
            required
            autofocus
            maxlength={80}
            value={name()}
            onInput={setName}
            error={errors()["name"]}
          />
          <PasswordField
            label={t().account.password}
            help={t().account.passwordHelp}
            autocomplete="new-password"
            value={password()}
            onInput={setPassword}
            error={errors()["password"]}
          />
        </Match>
        <Match when={isHere()}>
          <p class="soft">{teamWords().invitationHere(props.invitation.email)}</p>
        </Match>
        <Match when={!isHere()}>
          <p class="soft">{teamWords().invitationKnown}</p>
          <PasswordField
            label={t().account.password}
            autocomplete="current-password"
            value={password()}
            onInput={setPassword}
            error={errors()["password"]}
          />
          <A href={paths.forgot()}>{t().account.forgot}</A>
        </Match>
      </Switch>
      <Button type="submit" tone="primary" class="wide" isBusy={accept.isRunning()}>
        {teamWords().invitationJoin}
      </Button>
    </form>
  );
};

/** Opened from the mail: whose team it is, who asks, and the one thing to do. */
export default function Invitation(): JSX.Element {
  const [query] = useSearchParams<{ token?: string }>();
  const [found, setFound] = createSignal<{ invitation: InvitationPreview; here: Session | null }>();
  const look = createAction(
    async (token: string) => {
      if (token.length < 20) throw new Problem("code_invalid", 409);
      const [invitation, here] = await Promise.all([call("POST /api/auth/invitation", { body: { token } }), whoIsHere()]);
      return { invitation, here };
    },
    { done: (both) => setFound(both) },
  );
  onMount(() => void look.run(query.token ?? ""));
  const isBad = () => ["code_invalid", "code_expired", "invalid_input"].includes(look.problem()?.key ?? "");
  const title = () => {
    const known = found();
    if (known) return teamWords().invitationTitle(known.invitation.businessName);
    return isBad() ? teamWords().invitationBadTitle : teamWords().invitationLoading;
  };
  const lead = () => {
    const known = found();
    return known && teamWords().invitationLead(known.invitation.invitedBy, teamWords().roles[known.invitation.role]);
  };
  return (
    <AccountFrame title={title()} lead={lead()}>
      <Show
        when={found()}
        fallback={
          <>
            <Show when={!isBad()} fallback={<BadLink isLate={look.problem()?.key === "code_expired"} />}>
              <ProblemNote problem={look.problem()} onRetry={() => void look.run(query.token ?? "")} />
            </Show>
          </>
        }
      >
        {(known) => <Join token={query.token ?? ""} invitation={known().invitation} here={known().here} />}
      </Show>
    </AccountFrame>
  );
}

const BadLink = (props: { isLate: boolean }): JSX.Element => (
  <>
    <p role="alert">{props.isLate ? teamWords().invitationLate : teamWords().invitationBad}</p>
    <A class="button primary" href={paths.signIn()}>
      {t().account.signIn}
    </A>
  </>
);
