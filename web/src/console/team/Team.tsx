import "./team.css";
import { createSignal, Show, type JSX } from "solid-js";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { teamWords } from "../../i18n/teamWords.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { SettingsTabs } from "../settings/SettingsTabs.tsx";
import { useSession } from "../shell/session.ts";
import { createWholeTeam } from "./data.ts";
import { Invitations } from "./Invitations.tsx";
import { leaveConsole } from "./leaveConsole.ts";
import { Members } from "./Members.tsx";

/** The way out of the team, for everybody but its last owner. */
const Leave = (props: { isLastOwner: boolean }): JSX.Element => {
  const session = useSession();
  const [isAsking, setAsking] = createSignal(false);
  const leave = createAction(() => call("POST /api/team/leave"), { done: () => leaveConsole() });
  return (
    <>
      <div class="form-actions">
        <Button tone="danger" why={props.isLastOwner ? teamWords().lastOwner : undefined} onClick={() => setAsking(true)}>
          {teamWords().leave}
        </Button>
      </div>
      <Dialog
        isOpen={isAsking()}
        onClose={() => setAsking(false)}
        title={teamWords().leave}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t().common.cancel}</Button>
            <Button tone="danger" isBusy={leave.isRunning()} onClick={() => void leave.run(undefined)}>
              {teamWords().leave}
            </Button>
          </>
        }
      >
        <ProblemNote problem={leave.problem()} />
        <p>{teamWords().leaveConfirm(session()?.tenant.name ?? "")}</p>
      </Dialog>
    </>
  );
};

export default function Team(): JSX.Element {
  const session = useSession();
  const team = createWholeTeam();
  const isLastOwner = () =>
    session()?.role === "owner" && (team.data()?.items ?? []).filter(({ role }) => role === "owner").length <= 1;
  return (
    <div class="page narrow">
      <header class="page-head">
        <h1>{settingsWords().title}</h1>
      </header>
      <SettingsTabs current="team" />
      <ProblemNote problem={team.problem()} onRetry={() => void team.refetch()} />
      <Show
        when={team.data()}
        fallback={
          <Show when={team.isFirstLoad()}>
            <SkeletonRows count={3} />
          </Show>
        }
      >
        {(known) => <Members team={known()} />}
      </Show>
      <Invitations />
      <Show when={team.data()}>
        <Leave isLastOwner={isLastOwner()} />
      </Show>
    </div>
  );
}
