import "./merge.css";
import "../../inbox/start/start.css";
import { useNavigate } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import ArrowLeftRight from "lucide-solid/icons/arrow-left-right";
import { createSignal, Show, type JSX } from "solid-js";
import type { Contact } from "../../../../../schema/contract/contacts.ts";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { contactWords } from "../../../i18n/contactWords.ts";
import { t } from "../../../i18n/text.ts";
import { paths } from "../../../paths.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { Button } from "../../../ui/Button.tsx";
import { LevelChip } from "../../../ui/Chip.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ProblemNote } from "../../../ui/Note.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { showToast } from "../../../ui/toasts.ts";
import { PersonSearch } from "../../inbox/start/PersonSearch.tsx";
import { createMergePreview } from "../data.ts";
import { reachOf } from "./fieldValue.ts";
import { Outlook } from "./Outlook.tsx";
import { useUndoMerge } from "./useUndoMerge.ts";

const Side = (props: { label: string; contact: Contact }): JSX.Element => (
  <div class="merge-side">
    <span class="small soft">{props.label}</span>
    <span class="merge-who">
      <Avatar name={props.contact.displayName} size="small" />
      <strong dir="auto">{props.contact.displayName}</strong>
      <LevelChip level={props.contact.level} />
    </span>
    <span class="small soft merge-reach">{reachOf(props.contact)}</span>
  </div>
);

interface PairProps {
  pair: { winner: Contact; loser: Contact };
  onSwap(): void;
  onPickOther(): void;
}

const Pair = (props: PairProps): JSX.Element => (
  <div class="merge-pair">
    <Side label={contactWords().merge.stays} contact={props.pair.winner} />
    <Button tone="quiet" label={contactWords().merge.swap} onClick={() => props.onSwap()}>
      <ArrowLeftRight size={18} />
    </Button>
    <Side label={contactWords().merge.goes} contact={props.pair.loser} />
    <Button tone="quiet" class="slim merge-other" onClick={() => props.onPickOther()}>
      {contactWords().merge.pickOther}
    </Button>
  </div>
);

/** Finds the other card of a person, shows what joining the two would do, and does it. */
const MergeDialog = (props: { contact: Contact; onClose(): void }): JSX.Element => {
  const client = useQueryClient();
  const navigate = useNavigate();
  const undo = useUndoMerge();
  const [pair, setPair] = createSignal<{ winner: Contact; loser: Contact }>();
  const preview = createMergePreview(() => ({ winnerId: pair()?.winner.id, loserId: pair()?.loser.id }));
  const merge = createAction(
    ({ winner, loser }: { winner: Contact; loser: Contact }) =>
      call("POST /api/contacts/{id}/merge", { params: { id: winner.id }, body: { contactId: loser.id } }),
    {
      done({ contact, mergeId }) {
        client.setQueryData(keys.contact(contact.id), contact);
        void client.invalidateQueries();
        props.onClose();
        showToast({
          text: contactWords().merge.done(contact.displayName),
          undo: () => void undo(contact.id, mergeId),
        });
        if (contact.id !== props.contact.id) navigate(paths.contact(contact.id), { replace: true });
      },
    },
  );
  const change = (next: { winner: Contact; loser: Contact } | undefined) => {
    merge.reset();
    setPair(next);
  };
  const why = () => (preview.data() ? undefined : t().common.loading);
  return (
    <Dialog
      isOpen
      isWide
      title={contactWords().merge.title}
      onClose={props.onClose}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t().common.cancel}</Button>
          <Show when={pair()}>
            {(chosen) => (
              <Button tone="primary" why={why()} isBusy={merge.isRunning()} onClick={() => void merge.run(chosen())}>
                {contactWords().merge.confirm}
              </Button>
            )}
          </Show>
        </>
      }
    >
      <Show
        when={pair()}
        fallback={
          <>
            <p class="soft">{contactWords().merge.pickHelp(props.contact.displayName)}</p>
            <PersonSearch without={props.contact.id} onPick={(loser) => change({ winner: props.contact, loser })} />
          </>
        }
      >
        {(chosen) => (
          <>
            <Pair
              pair={chosen()}
              onSwap={() => change({ winner: chosen().loser, loser: chosen().winner })}
              onPickOther={() => change(undefined)}
            />
            <ProblemNote problem={merge.problem()} />
            <ProblemNote problem={preview.problem()} onRetry={() => void preview.refetch()} />
            <Show when={preview.data()} fallback={preview.isFirstLoad() && <SkeletonRows kind="line" count={6} />}>
              {(known) => <Outlook preview={known()} />}
            </Show>
          </>
        )}
      </Show>
    </Dialog>
  );
};

export default MergeDialog;
