import { createEffect, createSignal, on, onCleanup, onMount, Show, type JSX } from "solid-js";
import { t } from "../../../i18n/text.ts";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Note } from "../../../ui/Note.tsx";
import { showToast } from "../../../ui/toasts.ts";
import { isOnline } from "../network.ts";
import { PartMissing } from "./fetchPart.ts";
import type { WhyMissing } from "./whyMissing.ts";

export interface MissingProps<P extends object = object> {
  part: P;
  why: WhyMissing;
  /** Tries once more. @throws PartMissing */
  fetch(): Promise<unknown>;
  /** It is there now. */
  onHere(): void;
}

const againAfterMs = 10_000;

/** Tries again when the network is back, now and then, and when asked; nothing moves before the part is there. */
const createAgain = (props: MissingProps) => {
  const [why, setWhy] = createSignal(props.why);
  const [isTrying, setTrying] = createSignal(false);
  const again = async () => {
    if (isTrying()) return;
    setTrying(true);
    try {
      await props.fetch();
      props.onHere();
    } catch (thrown) {
      if (thrown instanceof PartMissing) setWhy(thrown.why);
    } finally {
      setTrying(false);
    }
  };
  createEffect(on(isOnline, (online) => online && void again(), { defer: true }));
  const timer = setInterval(() => why() !== "replaced" && void again(), againAfterMs);
  onCleanup(() => clearInterval(timer));
  return { why, isTrying, again };
};

/** Trying again, unless that is in vain; and a reload, which some browsers need even for what is there again. */
const Ways = (props: { again: ReturnType<typeof createAgain>; class?: string }): JSX.Element => (
  <>
    <Show when={props.again.why() !== "replaced"}>
      <Button class={props.class ?? ""} isBusy={props.again.isTrying()} onClick={() => void props.again.again()}>
        {t().common.retry}
      </Button>
    </Show>
    <Show when={props.again.why() !== "offline"}>
      <Button class={props.class ?? ""} tone="primary" onClick={() => location.reload()}>
        {t().common.reload}
      </Button>
    </Show>
  </>
);

export const MissingPage = (props: MissingProps): JSX.Element => {
  const again = createAgain(props);
  return (
    <div role="alert">
      <EmptyState title={t().common.missing[again.why()].title} help={t().common.missing[again.why()].help}>
        <Ways again={again} />
        {/* A phone shows nothing but this pane. */}
        <Button tone="quiet" onClick={() => history.back()}>
          {t().common.back}
        </Button>
      </EmptyState>
    </div>
  );
};

export const MissingSection = (props: MissingProps): JSX.Element => {
  const again = createAgain(props);
  return (
    <div role="alert">
      <Note action={<Ways again={again} class="slim" />}>
        {t().common.missing[again.why()].title} {t().common.missing[again.why()].help}
      </Note>
    </div>
  );
};

export const MissingDialog = (props: MissingProps<{ onClose(): void }>): JSX.Element => {
  onMount(() => {
    const { title, help } = t().common.missing[props.why];
    showToast({ tone: "problem", text: `${title} ${help}` });
    props.part.onClose();
  });
  return null;
};

export const MissingExtra = (props: MissingProps): JSX.Element => {
  createAgain(props);
  return null;
};
