import { For, Show, type JSX } from "solid-js";
import { momentOf } from "../../i18n/format.ts";
import { platformWords } from "../../i18n/platformWords.ts";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { createKeyUses, createPoolKeys, createTenants } from "./data.ts";

/** Which key answered for which business, and how it went, newest first. */
export const UseLog = (): JSX.Element => {
  const uses = createKeyUses();
  const pool = createPoolKeys();
  const tenants = createTenants();
  const keyName = (id: string) => pool.data()?.items.find((key) => key.id === id)?.label ?? platformWords().goneKey;
  const tenantName = (id: string) => tenants.items().find((tenant) => tenant.id === id)?.name ?? id;
  return (
    <section class="panel" aria-labelledby="log-title">
      <h2 id="log-title">{platformWords().log}</h2>
      <p class="small soft">{platformWords().logHelp}</p>
      <ProblemNote problem={uses.problem()} onRetry={() => void uses.refetch()} />
      <Show when={!uses.isFirstLoad()} fallback={<SkeletonRows count={4} kind="line" />}>
        <Show when={uses.items().length > 0} fallback={<p class="soft">{platformWords().noLog}</p>}>
          <table class="platform-table uses">
            <thead>
              <tr>
                <th scope="col">{platformWords().logWhen}</th>
                <th scope="col">{platformWords().logKey}</th>
                <th scope="col">{platformWords().logTenant}</th>
                <th scope="col">{platformWords().logOutcome}</th>
              </tr>
            </thead>
            <tbody>
              <For each={uses.items()}>
                {(use) => (
                  <tr classList={{ failed: use.outcome !== "fine" }}>
                    <td>
                      <time datetime={use.at}>{momentOf(use.at)}</time>
                    </td>
                    <td>{keyName(use.keyId)}</td>
                    <td>{tenantName(use.tenantId)}</td>
                    <td>{platformWords().outcomes[use.outcome] ?? use.outcome}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </Show>
        <LoadMore list={uses} />
      </Show>
    </section>
  );
};
