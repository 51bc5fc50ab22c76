import { useQueryClient } from "@tanstack/solid-query";
import KeyRound from "lucide-solid/icons/key-round";
import Plus from "lucide-solid/icons/plus";
import { createSignal, For, Match, Show, Switch, type JSX } from "solid-js";
import type { PoolKey } from "../../../../schema/contract/platform.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { keys as cacheKeys } from "../../api/keys.ts";
import { numberOf } from "../../i18n/format.ts";
import { platformWords } from "../../i18n/platformWords.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Note, ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { showToast } from "../../ui/toasts.ts";
import { Meter } from "../health/Meter.tsx";
import { createPoolKeys } from "./data.ts";
import { EditKey, RemoveKey, ReplaceKey } from "./KeyDialogs.tsx";
import { keyGroups, noteOf, type KeyGroup } from "./keyGroups.ts";
import { KeyRow, type KeyDeed } from "./KeyRow.tsx";

type Open = { deed: "add" } | { deed: Exclude<KeyDeed, "switch">; poolKey: PoolKey };

const GroupHead = (props: { group: KeyGroup }): JSX.Element => {
  const note = () => noteOf(props.group);
  const words = () => platformWords().callsOf(numberOf(props.group.callsToday), numberOf(props.group.dailyQuota ?? 0));
  return (
    <>
      <header class="key-group-head">
        <h3>{props.group.project ?? platformWords().noProject}</h3>
        <Show when={props.group.dailyQuota}>
          {(quota) => (
            <span class="key-group-use small numbers">
              <Meter label={props.group.project ?? ""} value={props.group.callsToday} most={quota()} words={words()} />
              {words()}
            </span>
          )}
        </Show>
      </header>
      <Show when={note()}>
        {(kind) => (
          <Note tone="info">
            {kind() === "shared"
              ? platformWords().sharedNote(props.group.keys.length, props.group.project ?? "")
              : platformWords().noProjectNote}
          </Note>
        )}
      </Show>
    </>
  );
};

/** The key is handed in as it was when its dialog opened: what a dialog says last, it says while it closes. */
const Dialogs = (props: { open: Open | undefined; onClose(): void; onDone(): void }): JSX.Element => {
  const keyFor = (deed: Open["deed"]) => props.open?.deed === deed && "poolKey" in props.open && props.open.poolKey;
  return (
    <Switch>
      <Match when={props.open?.deed === "add"}>
        <EditKey poolKey={null} onClose={props.onClose} onDone={props.onDone} />
      </Match>
      <Match keyed when={keyFor("edit")}>
        {(key) => <EditKey poolKey={key} onClose={props.onClose} onDone={props.onDone} />}
      </Match>
      <Match keyed when={keyFor("replace")}>
        {(key) => <ReplaceKey poolKey={key} onClose={props.onClose} onDone={props.onDone} />}
      </Match>
      <Match keyed when={keyFor("remove")}>
        {(key) => <RemoveKey poolKey={key} onClose={props.onClose} onDone={props.onDone} />}
      </Match>
    </Switch>
  );
};

/** The pool of model keys, by project, since keys of one project share one quota. */
export const Keys = (): JSX.Element => {
  const client = useQueryClient();
  const pool = createPoolKeys();
  const [open, setOpen] = createSignal<Open>();
  const readAgain = () => client.invalidateQueries({ queryKey: cacheKeys.poolKeys });
  const turn = createAction(
    ({ key, isActive }: { key: PoolKey; isActive: boolean }) =>
      call("PATCH /api/platform/keys/{id}", { params: { id: key.id }, body: { isActive } }),
    {
      done(_, { key, isActive }) {
        void readAgain();
        const undo = () => void turn.run({ key, isActive: !isActive });
        showToast({ text: isActive ? platformWords().turnedOn : platformWords().turnedOff, undo });
      },
    },
  );
  const act = (key: PoolKey, deed: KeyDeed) => {
    if (deed === "switch") void turn.run({ key, isActive: !key.isActive });
    else setOpen({ deed, poolKey: key });
  };
  const groups = () => keyGroups(pool.data()?.items ?? []);
  const add = () => setOpen({ deed: "add" });
  return (
    <section class="panel" aria-labelledby="keys-title">
      <header class="panel-head">
        <h2 id="keys-title">{platformWords().keys}</h2>
        <Button tone="primary" onClick={add}>
          <Plus size={18} />
          {platformWords().addKey}
        </Button>
      </header>
      <p class="small soft">{platformWords().keysHelp}</p>
      <ProblemNote problem={turn.problem() ?? pool.problem()} onRetry={() => void pool.refetch()} />
      <Show when={!pool.isFirstLoad()} fallback={<SkeletonRows count={3} />}>
        <For each={groups()}>
          {(group) => (
            <div class="key-group">
              <GroupHead group={group} />
              <ul class="rows">
                <For each={group.keys}>
                  {(key) => (
                    <KeyRow
                      poolKey={key}
                      isShared={noteOf(group) === "shared"}
                      isBusy={turn.isRunning()}
                      onDo={(deed) => act(key, deed)}
                    />
                  )}
                </For>
              </ul>
            </div>
          )}
        </For>
        <Show when={pool.data()?.items.length === 0}>
          <EmptyState icon={<KeyRound size={32} />} title={platformWords().noKeys} help={platformWords().noKeysHelp} />
        </Show>
      </Show>
      <Dialogs
        open={open()}
        onClose={() => setOpen(undefined)}
        onDone={() => {
          setOpen(undefined);
          void readAgain();
        }}
      />
    </section>
  );
};
