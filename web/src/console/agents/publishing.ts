import type { Agent, AgentFields } from "../../../../schema/contract/agents.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import type { Problem } from "../../api/problem.ts";
import { agentWords } from "../../i18n/agentWords.ts";
import { t } from "../../i18n/text.ts";
import { showToast } from "../../ui/toasts.ts";
import { changesOf, fieldsOf } from "./agentFields.ts";
import type { Keeper } from "./keeper.ts";
import { draftedForm, type Standing } from "./standing.ts";

/** What becomes of a draft: published or thrown away, and either taken back. */
export const createPublishing = (id: string, standing: Standing, keeper: Keeper, meetAnew: () => Promise<void>) => {
  const { base, synced, stand, fill, typed } = standing;
  const failed = (problem: Problem) => {
    if (problem.key === "conflict") void meetAnew();
  };
  const undo = createAction(
    ({ agent, before }: { agent: Agent; before: AgentFields }) =>
      call("PATCH /api/agents/{id}", {
        params: { id },
        body: { ...changesOf(fieldsOf(agent), before), version: agent.version },
      }),
    {
      done(agent) {
        stand(agent, draftedForm(agent));
        showToast({ text: t().common.undone });
      },
      failed,
    },
  );
  const publish = createAction(
    async () => {
      const isKept = await keeper.now();
      const seen = synced()?.at;
      if (!isKept || seen === undefined) return undefined;
      const before = fieldsOf(base());
      const body = { version: base().version, seen };
      return { before, agent: await call("POST /api/agents/{id}/publish", { params: { id }, body }) };
    },
    {
      done(published) {
        if (!published) return;
        const { agent, before } = published;
        stand(agent, draftedForm(agent));
        showToast({ text: agentWords().published(agent.version), undo: () => void undo.run({ agent, before }) });
      },
      failed,
    },
  );
  const discard = createAction(
    async () => {
      const seen = synced()?.at;
      if (seen !== undefined) await call("DELETE /api/agents/{id}/draft", { params: { id }, query: { seen } });
    },
    {
      done() {
        const dropped = typed();
        stand({ ...base(), draft: null }, base());
        showToast({ text: agentWords().discarded, undo: () => fill(dropped) });
      },
      failed,
    },
  );
  return { undo, publish, discard };
};
