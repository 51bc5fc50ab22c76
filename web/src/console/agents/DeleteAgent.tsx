import { useNavigate } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, type JSX } from "solid-js";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { problemText } from "../../api/problemText.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmByName } from "../../ui/ConfirmByName.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useMayNot } from "../shell/session.ts";
import { useEditor } from "./editor.ts";

export const DeleteAgent = (): JSX.Element => {
  const { agent } = useEditor();
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayNot = useMayNot("manage");
  const [isAsking, setAsking] = createSignal(false);
  const remove = createAction(() => call("DELETE /api/agents/{id}", { params: { id: agent().id } }), {
    done() {
      void client.invalidateQueries({ queryKey: keys.agents });
      showToast({ text: t().agents.deleted(agent().name) });
      navigate(paths.agents(), { replace: true });
    },
    failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
  });
  return (
    <div class="form-actions">
      <Button tone="danger" why={mayNot()} onClick={() => setAsking(true)}>
        {t().agents.delete}
      </Button>
      <ConfirmByName
        isOpen={isAsking()}
        onClose={() => setAsking(false)}
        onConfirm={() => void remove.run(undefined)}
        title={t().agents.delete}
        consequence={t().agents.deleteConsequence}
        name={agent().name}
        isBusy={remove.isRunning()}
      />
    </div>
  );
};
