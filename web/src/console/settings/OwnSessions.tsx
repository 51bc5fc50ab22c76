import Monitor from "lucide-solid/icons/monitor";
import Smartphone from "lucide-solid/icons/smartphone";
import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Show, type JSX } from "solid-js";
import type { DeviceSession } from "../../../../schema/contract/auth.ts";
import { createAction } from "../../api/action.ts";
import { createCached } from "../../api/cached.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import type { Page } from "../../api/paged.ts";
import { dateOf, shortDay } from "../../i18n/format.ts";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useSession } from "../shell/session.ts";
import { leaveConsole } from "../team/leaveConsole.ts";

const isPhone = (device: string): boolean => /iPhone|Android/.test(device);
const nameOf = ({ device }: DeviceSession): string => device || settingsWords().unknownDevice;

const Row = (props: { session: DeviceSession; showTenant: boolean; onEnd(): void; isBusy: boolean }): JSX.Element => (
  <li class="settings-device">
    <Show when={isPhone(props.session.device)} fallback={<Monitor size={20} />}>
      <Smartphone size={20} />
    </Show>
    <div class="settings-device-words">
      <p>
        <strong>{nameOf(props.session)}</strong>
        <Show when={props.session.isCurrent}>
          <Chip tone="ai">{settingsWords().thisDevice}</Chip>
        </Show>
      </p>
      <p class="small soft">
        {settingsWords().sessionTimes(dateOf(props.session.createdAt), shortDay(props.session.lastUsedAt))}
        <Show when={props.showTenant}> · {props.session.tenantName}</Show>
      </p>
    </div>
    <Show when={!props.session.isCurrent}>
      <Button
        tone="quiet"
        aria-label={settingsWords().endSessionOf(nameOf(props.session))}
        isBusy={props.isBusy}
        onClick={() => props.onEnd()}
      >
        {settingsWords().endSession}
      </Button>
    </Show>
  </li>
);

/** Where the user is signed in, and the ways out. */
export const OwnSessions = (): JSX.Element => {
  const client = useQueryClient();
  const session = useSession();
  const [isAsking, setAsking] = createSignal(false);
  const sessions = createCached<Page<DeviceSession>>(() => ({
    queryKey: keys.ownSessions,
    queryFn: ({ signal }) => call("GET /api/auth/sessions", {}, signal),
  }));
  const items = () => sessions.data()?.items ?? [];
  const again = () => void client.invalidateQueries({ queryKey: keys.ownSessions });
  const end = createAction((id: string) => call("DELETE /api/auth/sessions/{id}", { params: { id } }), {
    done() {
      again();
      showToast({ text: settingsWords().sessionEnded });
    },
  });
  const endOthers = createAction(() => call("POST /api/auth/sign-out-everywhere", { body: { keepThis: true } }), {
    done() {
      again();
      showToast({ text: settingsWords().signedOutOthers });
    },
  });
  const endAll = createAction(() => call("POST /api/auth/sign-out-everywhere", { body: { keepThis: false } }), {
    done: () => leaveConsole(),
  });
  const problem = () => end.problem() ?? endOthers.problem() ?? sessions.problem();
  return (
    <section class="panel">
      <h2>{settingsWords().sessions}</h2>
      <p class="field-help">{settingsWords().sessionsLead}</p>
      <ProblemNote problem={problem()} />
      <Show when={sessions.data()} fallback={sessions.isFirstLoad() && <SkeletonRows count={2} />}>
        <ul class="rows">
          <For each={items()}>
            {(one) => (
              <Row
                session={one}
                showTenant={one.tenantName !== session()?.tenant.name}
                isBusy={end.isRunning()}
                onEnd={() => void end.run(one.id)}
              />
            )}
          </For>
        </ul>
      </Show>
      <div class="form-actions">
        <Button
          why={items().length > 1 ? undefined : settingsWords().onlyHere}
          isBusy={endOthers.isRunning()}
          onClick={() => void endOthers.run(undefined)}
        >
          {settingsWords().signOutOthers}
        </Button>
        <Button tone="danger" onClick={() => setAsking(true)}>
          {settingsWords().signOutAll}
        </Button>
      </div>
      <Dialog
        isOpen={isAsking()}
        onClose={() => setAsking(false)}
        title={settingsWords().signOutAll}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t().common.cancel}</Button>
            <Button tone="danger" isBusy={endAll.isRunning()} onClick={() => void endAll.run(undefined)}>
              {settingsWords().signOutAll}
            </Button>
          </>
        }
      >
        <ProblemNote problem={endAll.problem()} />
        <p>{settingsWords().signOutAllConfirm}</p>
      </Dialog>
    </section>
  );
};
