import { A } from "@solidjs/router";
import { For, Show, type JSX } from "solid-js";
import { shortDay } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import { paths } from "../../../paths.ts";
import { ProblemNote } from "../../../ui/Note.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { createDossier } from "../../contacts/data.ts";

const shownEntries = 3;

/** The newest of the dossier; the rest is on the contact's page. */
export const DossierGlance = (props: { contactId: string }): JSX.Element => {
  const dossier = createDossier(() => props.contactId);
  return (
    <section class="context-part">
      <h3>{t().inbox.dossier}</h3>
      <ProblemNote problem={dossier.problem()} onRetry={() => void dossier.refetch()} />
      <Show when={dossier.data()} fallback={dossier.isFirstLoad() && <SkeletonRows kind="line" count={3} />}>
        <ul class="context-entries">
          <For each={dossier.items().slice(0, shownEntries)} fallback={<li class="soft">{t().inbox.dossierEmpty}</li>}>
            {(entry) => (
              <li>
                <p dir="auto">{entry.title}</p>
                <p class="small soft">
                  {t().contacts.dossierKinds[entry.kind]} · <time datetime={entry.happenedAt}>{shortDay(entry.happenedAt)}</time>
                </p>
              </li>
            )}
          </For>
        </ul>
        <A href={paths.contact(props.contactId)}>
          {dossier.items().length > shownEntries
            ? t().inbox.dossierMore(dossier.items().length - shownEntries)
            : t().inbox.dossierAdd}
        </A>
      </Show>
    </section>
  );
};
