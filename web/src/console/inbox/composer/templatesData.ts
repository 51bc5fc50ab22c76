import { useQueryClient } from "@tanstack/solid-query";
import type { Accessor } from "solid-js";
import type { Template } from "../../../../../schema/contract/templates.ts";
import { createAction, type Action } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { hold } from "../../../api/hold.ts";
import { keys } from "../../../api/keys.ts";
import { createPaged, type Page, type Paged } from "../../../api/paged.ts";
import { problemText } from "../../../api/problemText.ts";
import { t } from "../../../i18n/text.ts";
import { showToast } from "../../../ui/toasts.ts";

/** The approved texts of an agent's number, as last told by the provider. */
export const createTemplates = (agentId: Accessor<string>): Paged<Template> =>
  createPaged(() => ({
    queryKey: keys.templates(agentId()),
    fetchPage: (_cursor, signal) => call("GET /api/agents/{id}/templates", { params: { id: agentId() } }, signal),
  }));

/** Asks the provider for the templates and their approval, now. */
export const createSync = (agentId: Accessor<string>): Action<undefined, Page<Template>> => {
  const client = useQueryClient();
  return createAction(() => call("POST /api/agents/{id}/templates/sync", { params: { id: agentId() } }), {
    done(page) {
      hold(client, keys.templates(agentId()), page);
      showToast({ text: t().sending.synced(page.items.length) });
    },
    failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
  });
};
