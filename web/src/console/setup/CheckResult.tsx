import Check from "lucide-solid/icons/check";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Show, type JSX } from "solid-js";
import type { WhatsappCheck } from "../../../../schema/contract/setup.ts";
import { timeOf } from "../../i18n/format.ts";
import { setupWords } from "../../i18n/setupWords.ts";

const Line = (props: { isGood: boolean; children: JSX.Element }): JSX.Element => (
  <li class="setup-finding" classList={{ good: props.isGood }}>
    <Show when={props.isGood} fallback={<TriangleAlert size={16} />}>
      <Check size={16} />
    </Show>
    <span>{props.children}</span>
  </li>
);

const accountText = ({ state, name, isTrial }: WhatsappCheck["account"]): string => {
  const said = setupWords().accountStates[state];
  const named = name ? `${said.replace(/\.$/, "")} (${name}).` : said;
  return isTrial ? `${named} ${setupWords().trial}` : named;
};

const numberText = ({ state, status }: WhatsappCheck["number"]): string => {
  const said = setupWords().numberStates[state];
  return state === "offline" && status ? `${said} ${setupWords().senderStatus(status)}` : said;
};

/**
 * What Twilio said of account and number, each in its own words.
 *
 * @param isBeside what is wrong stands beside its field already: only the rest is said here
 */
export const CheckResult = (props: { check: WhatsappCheck; isBeside?: boolean }): JSX.Element => {
  const account = () => props.check.account;
  const number = () => props.check.number;
  const isGood = () => number().state === "ok" || number().state === "sandbox";
  const saysAccount = () => !props.isBeside || account().state === "ok" || account().state === "unreachable";
  const saysNumber = () => account().state === "ok" && (!props.isBeside || isGood() || number().state === "unchecked");
  return (
    <ul class="setup-findings" role="status" aria-label={setupWords().checkedAt(timeOf(props.check.at))}>
      <Show when={saysAccount()}>
        <Line isGood={account().state === "ok"}>{accountText(account())}</Line>
      </Show>
      <Show when={saysNumber()}>
        <Line isGood={isGood()}>{numberText(number())}</Line>
      </Show>
    </ul>
  );
};
