import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, Show, type JSX } from "solid-js";
import type { Agent } from "../../../../schema/contract/agents.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { hold } from "../../api/hold.ts";
import { keys } from "../../api/keys.ts";
import { momentOf } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { CopyText } from "../../ui/CopyText.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Note, ProblemNote } from "../../ui/Note.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useMayNot } from "../shell/session.ts";
import { ConnectTwilio } from "../setup/ConnectTwilio.tsx";
import { useEditor } from "./editor.ts";
import { markOf } from "./publish/fieldPlace.ts";

const webhookUrl = () => `${location.origin}/api/whatsapp/webhook`;

const Disconnect = (props: { agent: Agent; number: string; onDone(): void }): JSX.Element => {
  const mayNot = useMayNot("manage");
  const [isAsking, setAsking] = createSignal(false);
  const forget = createAction(() => call("DELETE /api/agents/{id}/whatsapp", { params: { id: props.agent.id } }), {
    done() {
      setAsking(false);
      props.onDone();
      showToast({ text: t().agents.whatsappForgotten });
    },
  });
  return (
    <>
      <Button tone="danger" why={mayNot()} onClick={() => setAsking(true)}>
        {t().agents.whatsappForget}
      </Button>
      <Dialog
        isOpen={isAsking()}
        onClose={() => setAsking(false)}
        title={t().agents.whatsappForget}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t().common.cancel}</Button>
            <Button tone="danger" isBusy={forget.isRunning()} onClick={() => void forget.run(undefined)}>
              {t().agents.whatsappForget}
            </Button>
          </>
        }
      >
        <ProblemNote problem={forget.problem()} />
        <p>{t().agents.whatsappForgetConfirm(props.number)}</p>
      </Dialog>
    </>
  );
};

/** The agent's WhatsApp number. The token goes in and never comes back. */
export default function Whatsapp(): JSX.Element {
  const { agent, form } = useEditor();
  const client = useQueryClient();
  const mayNot = useMayNot("manage");
  const [isReplacing, setReplacing] = createSignal(false);
  const keep = (next: Agent) => {
    setReplacing(false);
    hold(client, keys.agent(next.id), next);
    void client.invalidateQueries({ queryKey: keys.agents });
  };
  return (
    <>
      <Show when={form.integrationMode === "ai_only"}>
        <Note tone="info">{t().agents.whatsappWebOnly}</Note>
      </Show>
      <section class={`panel ${markOf("whatsapp")}`} tabindex="-1">
        <header class="panel-head">
          <h2>{t().agents.whatsappTitle}</h2>
          <Chip tone={agent().whatsapp ? "ai" : "amber"}>
            {agent().whatsapp ? t().agents.whatsappOn : t().agents.whatsappOff}
          </Chip>
        </header>
        <Show
          when={!isReplacing() && agent().whatsapp}
          fallback={
            <ConnectTwilio
              agentId={agent().id}
              line={agent().whatsapp}
              onDone={keep}
              onCancel={agent().whatsapp ? () => setReplacing(false) : undefined}
            />
          }
        >
          {(line) => (
            <>
              <dl class="facts wide">
                <div>
                  <dt>{t().agents.whatsappNumber}</dt>
                  <dd class="numbers">{line().number}</dd>
                </div>
                <div>
                  <dt>{t().agents.whatsappSid}</dt>
                  <dd class="whatsapp-sid">{line().accountSid}</dd>
                </div>
                <div>
                  <dt />
                  <dd class="soft">
                    <Show when={line().lastInboundAt} fallback={t().agents.whatsappNever}>
                      {(at) => t().agents.lastInbound(momentOf(at()))}
                    </Show>
                  </dd>
                </div>
              </dl>
              <div class="form-actions">
                <Button why={mayNot()} onClick={() => setReplacing(true)}>
                  {t().agents.whatsappReplace}
                </Button>
                <Disconnect agent={agent()} number={line().number} onDone={() => keep({ ...agent(), whatsapp: null })} />
              </div>
            </>
          )}
        </Show>
      </section>
      <section class="panel">
        <h2>{t().agents.webhook}</h2>
        <CopyText text={webhookUrl()} label={t().agents.webhook} />
        <p class="field-help">{t().agents.webhookHelp}</p>
      </section>
    </>
  );
}
