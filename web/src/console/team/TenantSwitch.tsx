import "./team.css";
import Check from "lucide-solid/icons/check";
import { createEffect, For, on, Show, type JSX } from "solid-js";
import type { OwnTenant } from "../../../../schema/contract/auth.ts";
import { createAction } from "../../api/action.ts";
import { createCached } from "../../api/cached.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import type { Page } from "../../api/paged.ts";
import { teamWords } from "../../i18n/teamWords.ts";
import { ProblemNote } from "../../ui/Note.tsx";
import { useSession } from "../shell/session.ts";
import { enterTenant } from "./leaveConsole.ts";

/**
 * The tenants somebody belongs to, to go over from one to the other; nothing for who has just one. Another tab's going over changes the
 * session of this one too, which is then loaded anew.
 */
export const TenantSwitch = (): JSX.Element => {
  const session = useSession();
  const tenants = createCached<Page<OwnTenant>>(() => ({
    queryKey: keys.ownTenants,
    queryFn: ({ signal }) => call("GET /api/auth/tenants", {}, signal),
    staleTime: 5 * 60_000,
  }));
  const items = () => tenants.data()?.items ?? [];
  const choose = createAction((tenantId: string) => call("POST /api/auth/tenant", { body: { tenantId } }), {
    done: (next) => enterTenant(next),
  });
  createEffect(
    on(
      () => session()?.tenant.id,
      (now, before) => {
        if (before !== undefined && now !== undefined && now !== before && !choose.isRunning()) location.reload();
      },
    ),
  );
  return (
    <Show when={items().length > 1}>
      <div class="tenant-switch" role="group" aria-label={teamWords().switchTitle}>
        <p class="field-legend">{teamWords().switchTitle}</p>
        <ProblemNote problem={choose.problem()} />
        <ul>
          <For each={items()}>
            {(tenant) => (
              <li>
                <button
                  type="button"
                  class="tenant-choice"
                  aria-current={tenant.isCurrent ? "true" : undefined}
                  aria-label={tenant.isCurrent ? `${tenant.name}: ${teamWords().current}` : teamWords().switchTo(tenant.name)}
                  aria-busy={choose.isRunning() ? true : undefined}
                  onClick={() => !tenant.isCurrent && !choose.isRunning() && void choose.run(tenant.id)}
                >
                  <span class="tenant-name">{tenant.name}</span>
                  <span class="small soft">{teamWords().roles[tenant.role]}</span>
                  <Show when={tenant.isCurrent}>
                    <Check size={16} />
                  </Show>
                </button>
              </li>
            )}
          </For>
        </ul>
      </div>
    </Show>
  );
};
