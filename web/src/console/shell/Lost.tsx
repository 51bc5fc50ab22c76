import type { JSX } from "solid-js";
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

/** A fault of ours on this page. The details go where an engineer looks. */
export const Crashed = (props: { error: unknown }): JSX.Element => {
  console.error(props.error);
  return (
    <EmptyState title={t().common.crashedTitle} help={t().common.crashedHelp}>
      <Button tone="primary" onClick={() => location.reload()}>
        {t().common.reload}
      </Button>
    </EmptyState>
  );
};
