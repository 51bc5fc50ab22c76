import "./erased.css";
import { A } from "@solidjs/router";
import Check from "lucide-solid/icons/check";
import { For, Show, type JSX } from "solid-js";
import type { Erasure, ErasureStep } from "../../../../../schema/contract/erasures.ts";
import { createCached } from "../../../api/cached.ts";
import { call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { momentOf } from "../../../i18n/format.ts";
import { privacyWords } from "../../../i18n/privacyWords.ts";
import { t } from "../../../i18n/text.ts";
import { paths } from "../../../paths.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";

const shownSteps = ["threads", "files", "lines", "rows", "search", "provider"] as const satisfies readonly ErasureStep[];
const lookAgainMs = 1_000;

const Progress = (props: { erasure: Erasure }): JSX.Element => {
  const isDone = (step: ErasureStep) => {
    const now = shownSteps.findIndex((known) => known === props.erasure.step);
    return now === -1 || shownSteps.findIndex((known) => known === step) < now;
  };
  return (
    <ol class="erasure-steps">
      <For each={shownSteps}>
        {(step) => (
          <li classList={{ done: isDone(step) }} aria-current={props.erasure.step === step ? "step" : undefined}>
            <span class="erasure-mark">{isDone(step) ? <Check size={14} /> : null}</span>
            {privacyWords().steps[step]}
          </li>
        )}
      </For>
    </ol>
  );
};

const Result = (props: { erasure: Erasure; finishedAt: string }): JSX.Element => (
  <>
    <p>{privacyWords().erasedOn(momentOf(props.finishedAt))}</p>
    <p class="soft">{privacyWords().gone(props.erasure.counts)}</p>
    <Show when={props.erasure.counts.leftAtProvider}>{(left) => <p class="soft">{privacyWords().leftAtTwilio(left())}</p>}</Show>
    <p class="soft">{privacyWords().stays}</p>
  </>
);

/** In place of a card that is not there: that the person was erased, or how far that has got; else that nobody is known by this id. */
export const Erased = (props: { contactId: string }): JSX.Element => {
  const erasure = createCached<Erasure>(() => ({
    queryKey: keys.erasure(props.contactId),
    queryFn: ({ signal }) => call("GET /api/contacts/{id}/erasure", { params: { id: props.contactId } }, signal),
    staleTime: 0,
    refetchInterval: (query: { state: { data?: Erasure | undefined } }) =>
      query.state.data && query.state.data.finishedAt === null ? lookAgainMs : false,
  }));
  const back = () => (
    <A class="button" href={paths.contacts()}>
      {privacyWords().back}
    </A>
  );
  return (
    <Show when={!erasure.isFirstLoad()} fallback={<SkeletonRows count={3} />}>
      <Show when={erasure.data()} fallback={<EmptyState title={t().problems.byKey.not_found}>{back()}</EmptyState>}>
        {(known) => (
          <section class="panel erased" role="status">
            <h2>{known().finishedAt === null ? privacyWords().erasing : privacyWords().erased}</h2>
            <Show when={known().finishedAt} fallback={<Progress erasure={known()} />}>
              {(at) => <Result erasure={known()} finishedAt={at()} />}
            </Show>
            <div class="form-actions">{back()}</div>
          </section>
        )}
      </Show>
    </Show>
  );
};
