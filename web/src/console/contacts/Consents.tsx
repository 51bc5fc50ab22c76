import "./consents.css";
import { For, Show, type JSX } from "solid-js";
import type { Consent } from "../../../../schema/contract/consents.ts";
import { momentOf } from "../../i18n/format.ts";
import { privacyWords } from "../../i18n/privacyWords.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { createConsents } from "./data.ts";
import { WriteDownConsent } from "./privacy/WriteDownConsent.tsx";

const Row = (props: { consent: Consent }): JSX.Element => (
  <li class="consent">
    <span class="consent-head">
      <Chip tone={props.consent.state === "stopped" ? "red" : "ai"}>{t().contacts.consentStates[props.consent.state]}</Chip>
      <span class="small soft">
        {t().common.channels[props.consent.channel]} · <time datetime={props.consent.at}>{momentOf(props.consent.at)}</time>
        <Show when={props.consent.recordedBy}>{(name) => <> · {privacyWords().recordedBy(name())}</>}</Show>
      </span>
    </span>
    <q class="consent-words" dir="auto">
      {props.consent.evidence}
    </q>
  </li>
);

/** What a contact said about being written to, with their own words as evidence; the newest per channel is what holds. */
export const ConsentHistory = (props: { contactId: string }): JSX.Element => {
  const consents = createConsents(() => props.contactId);
  return (
    <>
      <ProblemNote problem={consents.problem()} onRetry={() => void consents.refetch()} />
      <Show when={consents.isFirstLoad()}>
        <SkeletonRows kind="line" count={2} />
      </Show>
      <Show when={consents.data()}>
        <ul class="consents">
          <For each={consents.items()} fallback={<li class="soft">{t().contacts.consentsEmpty}</li>}>
            {(consent) => <Row consent={consent} />}
          </For>
        </ul>
      </Show>
      <Show when={consents.hasMore()}>
        <Button class="slim" isBusy={consents.isLoadingMore()} onClick={() => void consents.loadMore()}>
          {t().common.loadMore}
        </Button>
      </Show>
    </>
  );
};

/** The consents as a panel of the contact's card. */
export const Consents = (props: { contactId: string }): JSX.Element => (
  <section class="panel">
    <h2>{t().contacts.consents}</h2>
    <p class="field-help">{t().contacts.consentsHelp}</p>
    <ConsentHistory contactId={props.contactId} />
    <WriteDownConsent contactId={props.contactId} />
  </section>
);
