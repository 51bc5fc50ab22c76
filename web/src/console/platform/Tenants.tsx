import { For, Show, type JSX } from "solid-js";
import type { TenantSummary } from "../../../../schema/contract/platform.ts";
import { dateOf, momentOf, numberOf } from "../../i18n/format.ts";
import { platformWords } from "../../i18n/platformWords.ts";
import { Chip } from "../../ui/Chip.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { createTenants } from "./data.ts";

const Row = (props: { tenant: TenantSummary }): JSX.Element => (
  <tr>
    <th scope="row">{props.tenant.name}</th>
    <td class="as-number" data-label={platformWords().agents}>
      {numberOf(props.tenant.agents)}
    </td>
    <td class="as-number" data-label={platformWords().lines}>
      {numberOf(props.tenant.lines)}
    </td>
    <td class="as-number" data-label={platformWords().openAlerts}>
      <Show when={props.tenant.openAlerts > 0} fallback="0">
        <Chip tone="amber">{numberOf(props.tenant.openAlerts)}</Chip>
      </Show>
    </td>
    <td class="as-number" data-label={platformWords().lastMessage}>
      <Show when={props.tenant.lastMessageAt} fallback={<span class="soft">{platformWords().never}</span>}>
        {(at) => <time datetime={at()}>{momentOf(at())}</time>}
      </Show>
    </td>
    <td class="as-number" data-label={platformWords().created}>
      <time datetime={props.tenant.createdAt}>{dateOf(props.tenant.createdAt)}</time>
    </td>
  </tr>
);

/** The businesses of this installation: how they do, never what they say. */
export const Tenants = (): JSX.Element => {
  const tenants = createTenants();
  return (
    <section class="panel" aria-labelledby="tenants-title">
      <h2 id="tenants-title">{platformWords().sections.tenants}</h2>
      <ProblemNote problem={tenants.problem()} onRetry={() => void tenants.refetch()} />
      <Show when={!tenants.isFirstLoad()} fallback={<SkeletonRows count={6} kind="line" />}>
        <Show when={tenants.items().length > 0} fallback={<EmptyState title={platformWords().noTenants} />}>
          <table class="platform-table tenants">
            <thead>
              <tr>
                <th scope="col">{platformWords().tenant}</th>
                <th scope="col" class="as-number">
                  {platformWords().agents}
                </th>
                <th scope="col" class="as-number">
                  {platformWords().lines}
                </th>
                <th scope="col" class="as-number">
                  {platformWords().openAlerts}
                </th>
                <th scope="col" class="as-number">
                  {platformWords().lastMessage}
                </th>
                <th scope="col" class="as-number">
                  {platformWords().created}
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={tenants.items()}>{(tenant) => <Row tenant={tenant} />}</For>
            </tbody>
          </table>
        </Show>
        <LoadMore list={tenants} />
      </Show>
    </section>
  );
};
