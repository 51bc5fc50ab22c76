import "./setup.css";
import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, Show, type JSX } from "solid-js";
import type { Agent } from "../../../../schema/contract/agents.ts";
import type { WhatsappCheck } from "../../../../schema/contract/setup.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { setupWords } from "../../i18n/setupWords.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { showToast } from "../../ui/toasts.ts";
import { PasswordField } from "../account/PasswordField.tsx";
import { useMayNot } from "../shell/session.ts";
import { CheckResult } from "./CheckResult.tsx";

const isGood = ({ account, number }: WhatsappCheck, hasJoinWords: boolean): boolean =>
  account.state === "ok" &&
  (number.state === "ok" || number.state === "sandbox" || (number.state === "not_yours" && hasJoinWords));

/** Which field Twilio's answer speaks of; what it says stands beside it. */
const wordsFor = (check: WhatsappCheck | undefined) => {
  const { accountStates, numberStates } = setupWords();
  const account = check?.account.state ?? "ok";
  const number = check?.number.state ?? "ok";
  return {
    accountSid: account === "unknown" || account === "suspended" || account === "closed" ? accountStates[account] : undefined,
    authToken: account === "refused" ? accountStates.refused : undefined,
    number: number === "not_yours" || number === "offline" ? numberStates[number] : undefined,
  };
};

interface ConnectProps {
  agentId: string;
  /** What is connected now and shall be replaced. */
  line?: { accountSid: string; number: string } | null;
  onDone?(agent: Agent): void;
  onCancel?: (() => void) | undefined;
}

/** Account, token and number: Twilio is asked before anything is kept, and what was typed stays until it is right. */
export const ConnectTwilio = (props: ConnectProps): JSX.Element => {
  const client = useQueryClient();
  const mayNot = useMayNot("manage");
  const [accountSid, setAccountSid] = createSignal(props.line?.accountSid ?? "");
  const [authToken, setAuthToken] = createSignal("");
  const [number, setNumber] = createSignal(props.line?.number ?? "");
  const [joinWords, setJoinWords] = createSignal("");
  const [answer, setAnswer] = createSignal<WhatsappCheck>();
  const params = () => ({ id: props.agentId });
  const given = () => ({ accountSid: accountSid().trim(), authToken: authToken().trim(), number: number() });
  const typed = (set: (value: string) => void) => (value: string) => {
    setAnswer(undefined);
    set(value);
  };
  const store = async () => {
    const agent = await call("PUT /api/agents/{id}/whatsapp", { params: params(), body: given() });
    if (joinWords().trim())
      await call("PUT /api/agents/{id}/whatsapp/join-words", { params: params(), body: { joinWords: joinWords() } });
    return agent;
  };
  const connected = (agent: Agent) => {
    for (const queryKey of [keys.setup, keys.agents, keys.agent(props.agentId)]) void client.invalidateQueries({ queryKey });
    showToast({ text: setupWords().connected });
    props.onDone?.(agent);
  };
  const check = createAction(
    async () => {
      const found = await call("POST /api/agents/{id}/whatsapp/check", { params: params(), body: given() });
      if (!isGood(found, Boolean(joinWords().trim()))) return { found, agent: null };
      return { found, agent: await store() };
    },
    {
      done({ found, agent }) {
        setAnswer(found);
        if (agent !== null) connected(agent);
      },
    },
  );
  const anyway = createAction(store, { done: connected });
  const problem = () => check.problem() ?? anyway.problem();
  const errors = () => fieldTexts(problem());
  const said = () => wordsFor(answer());
  return (
    <form
      noValidate
      class="setup-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!mayNot()) void check.run(undefined);
      }}
    >
      <ProblemNote problem={problem()} />
      <TextField
        label={setupWords().accountSid}
        help={setupWords().accountSidHelp}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        value={accountSid()}
        onInput={typed(setAccountSid)}
        error={errors()["accountSid"] ? setupWords().accountSidWrong : said().accountSid}
      />
      <PasswordField
        label={setupWords().authToken}
        help={setupWords().authTokenHelp}
        autocomplete="off"
        value={authToken()}
        onInput={typed(setAuthToken)}
        error={errors()["authToken"] ?? said().authToken}
      />
      <TextField
        label={setupWords().number}
        help={setupWords().numberHelp}
        type="tel"
        autocomplete="off"
        value={number()}
        onInput={typed(setNumber)}
        error={errors()["number"] ?? said().number}
      />
      <TextField
        label={setupWords().joinWords}
        help={setupWords().joinWordsHelp}
        isOptional
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        value={joinWords()}
        onInput={typed(setJoinWords)}
        error={errors()["joinWords"] ? setupWords().joinWordsWrong : undefined}
      />
      <Show when={answer()}>{(found) => <CheckResult check={found()} isBeside />}</Show>
      <div class="form-actions">
        <Button type="submit" tone="primary" why={mayNot()} isBusy={check.isRunning()}>
          {setupWords().checkAndConnect}
        </Button>
        <Show when={answer()?.account.state === "unreachable" || said().number}>
          <Button why={mayNot()} isBusy={anyway.isRunning()} onClick={() => void anyway.run(undefined)}>
            {setupWords().connectAnyway}
          </Button>
        </Show>
        <Show when={props.onCancel}>
          {(cancel) => (
            <Button tone="quiet" onClick={() => cancel()()}>
              {t().common.cancel}
            </Button>
          )}
        </Show>
      </div>
    </form>
  );
};
