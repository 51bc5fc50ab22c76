import { useLocation } from "@solidjs/router";
import { createEffect, on, type JSX } from "solid-js";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";

export const NotFound = (): JSX.Element => (
  <main>
    <h1 class="only-spoken">{t().common.product}</h1>
    <EmptyState title={t().common.notFoundTitle} help={t().common.notFoundHelp}>
      <a class="button primary" href={paths.inbox()}>
        {t().common.goToInbox}
      </a>
    </EmptyState>
  </main>
);

/** A fault of ours on this page. The details go where an engineer looks; another page may well stand. */
export const Crashed = (props: { error: unknown; onLeft(): void }): JSX.Element => {
  console.error(props.error);
  const location = useLocation();
  createEffect(
    on(
      () => location.pathname + location.search,
      () => props.onLeft(),
      { defer: true },
    ),
  );
  return (
    <EmptyState title={t().common.crashedTitle} help={t().common.crashedHelp}>
      <Button tone="primary" onClick={() => window.location.reload()}>
        {t().common.reload}
      </Button>
    </EmptyState>
  );
};
