import { A } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, Show, type JSX } from "solid-js";
import type { ModelKeyCheck } from "../../../../schema/contract/settings.ts";
import type { Setup, WhatsappCheck } from "../../../../schema/contract/setup.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { setupWords } from "../../i18n/setupWords.ts";
import { paths } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyText } from "../../ui/CopyText.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { QrCode } from "../../ui/QrCode.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useMayNot } from "../shell/session.ts";
import { CheckResult } from "./CheckResult.tsx";
import { ConnectTwilio } from "./ConnectTwilio.tsx";
import { joinMessage, whatsappLink } from "./joinMessage.ts";

export const AgentBody = (props: { setup: Setup }): JSX.Element => (
  <Show
    when={props.setup.agent}
    fallback={
      <A class="button primary" href={paths.newAgent()}>
        {setupWords().createAgent}
      </A>
    }
  >
    {(agent) => (
      <A class="button plain" href={paths.agent(agent().id)}>
        {setupWords().openAgent}
      </A>
    )}
  </Show>
);

const StoredLine = (props: { agentId: string; number: string }): JSX.Element => {
  const mayNot = useMayNot("manage");
  const [answer, setAnswer] = createSignal<WhatsappCheck>();
  const check = createAction(() => call("POST /api/agents/{id}/whatsapp/check", { params: { id: props.agentId }, body: {} }), {
    done: (found) => setAnswer(found),
  });
  return (
    <>
      <ProblemNote problem={check.problem()} />
      <Show when={answer()}>{(found) => <CheckResult check={found()} />}</Show>
      <div class="form-actions">
        <Button why={mayNot()} isBusy={check.isRunning()} onClick={() => void check.run(undefined)}>
          {setupWords().checkNow}
        </Button>
        <A class="button quiet" href={paths.agent(props.agentId, "whatsapp")}>
          {setupWords().change}
        </A>
      </div>
    </>
  );
};

export const TwilioBody = (props: { setup: Setup }): JSX.Element => (
  <Show when={props.setup.agent}>
    {(agent) => (
      <Show when={props.setup.line} fallback={<ConnectTwilio agentId={agent().id} />}>
        {(line) => <StoredLine agentId={agent().id} number={line().number} />}
      </Show>
    )}
  </Show>
);

/** The words that join the sandbox, where the number may be one and they are missing. */
const JoinWords = (props: { agentId: string }): JSX.Element => {
  const client = useQueryClient();
  const mayNot = useMayNot("manage");
  const [words, setWords] = createSignal("");
  const save = createAction(
    () => call("PUT /api/agents/{id}/whatsapp/join-words", { params: { id: props.agentId }, body: { joinWords: words() } }),
    {
      done() {
        void client.invalidateQueries({ queryKey: keys.setup });
        showToast({ text: setupWords().joinSaved });
      },
    },
  );
  return (
    <form
      noValidate
      class="setup-words"
      onSubmit={(event) => {
        event.preventDefault();
        if (words().trim() && !mayNot()) void save.run(undefined);
      }}
    >
      <TextField
        label={setupWords().joinWords}
        help={setupWords().isSandbox}
        isOptional
        autocapitalize="none"
        autocomplete="off"
        value={words()}
        onInput={setWords}
        error={fieldTexts(save.problem())["joinWords"] ? setupWords().joinWordsWrong : undefined}
      />
      <Button type="submit" why={mayNot()} isBusy={save.isRunning()}>
        {setupWords().joinSave}
      </Button>
    </form>
  );
};

export const JoinBody = (props: { setup: Setup; isWaiting: boolean }): JSX.Element => (
  <Show when={props.setup.line}>
    {(line) => {
      const message = () => joinMessage(line().joinWords, setupWords().joinFirst);
      const link = () => whatsappLink(line().number, message());
      return (
        <>
          <div class="setup-join">
            <div class="setup-qr">
              <QrCode text={link()} label={setupWords().qrAlt} />
            </div>
            <div class="setup-join-words">
              <p>
                {setupWords().joinText} <strong class="numbers">{line().number}</strong>
              </p>
              <CopyText text={message()} label={setupWords().joinText} />
              <a class="button plain" href={link()} target="_blank" rel="noreferrer">
                {setupWords().openWhatsapp}
              </a>
              <Show when={props.isWaiting}>
                <p class="setup-waiting small" role="status">
                  {setupWords().waiting}
                </p>
              </Show>
            </div>
          </div>
          <Show when={line().joinWords === null && props.isWaiting && props.setup.agent}>
            {(agent) => <JoinWords agentId={agent().id} />}
          </Show>
        </>
      );
    }}
  </Show>
);

export const EchoBody = (props: { setup: Setup }): JSX.Element => (
  <Show when={props.setup.testConversationId}>
    {(id) => (
      <A class="button plain" href={paths.inbox(id())}>
        {setupWords().openConversation}
      </A>
    )}
  </Show>
);

export const ModelBody = (props: { setup: Setup }): JSX.Element => {
  const client = useQueryClient();
  const mayNot = useMayNot("manage");
  const [answer, setAnswer] = createSignal<ModelKeyCheck>();
  const check = createAction(() => call("POST /api/settings/model-key/check"), {
    done(found) {
      setAnswer(found);
      for (const queryKey of [keys.setup, keys.settings]) void client.invalidateQueries({ queryKey });
    },
  });
  const said = (found: ModelKeyCheck) =>
    (found.owner === "tenant" ? settingsWords().modelKeyOutcomes : settingsWords().modelKeyPoolOutcomes)[found.outcome];
  return (
    <>
      <p class="small soft">{setupWords().keyOwner[props.setup.modelKeyOwner]}</p>
      <ProblemNote problem={check.problem()} />
      <p class="small" role="status">
        <Show when={answer()}>{(found) => said(found())}</Show>
      </p>
      <div class="form-actions">
        <Button why={mayNot()} isBusy={check.isRunning()} onClick={() => void check.run(undefined)}>
          {setupWords().checkKey}
        </Button>
        <A class="button quiet" href={paths.settings()}>
          {setupWords().openSettings}
        </A>
      </div>
    </>
  );
};

export const FirstBody = (props: { setup: Setup }): JSX.Element => (
  <Show when={props.setup.agent}>
    {(agent) => <CopyText text={`${location.origin}${paths.publicPage(agent().slug)}`} label={setupWords().publicPage} />}
  </Show>
);
