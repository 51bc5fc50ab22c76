import "./wishes.css";
import { For, createSignal, type JSX } from "solid-js";
import type { Preferences } from "../../../../schema/contract/agentShares.ts";
import { call } from "../../api/client.ts";
import { asProblem } from "../../api/problem.ts";
import { usePage } from "../page.ts";
import { failureIn } from "../words/words.ts";
import { wishWords } from "./wishWords.ts";

interface ChoiceProps {
  label: string;
  value: string | null;
  options: [value: string, label: string][];
  onChoose: (value: string | null) => void;
}

const Choice = (props: ChoiceProps): JSX.Element => (
  <label class="wish">
    <span>{props.label}</span>
    <select onChange={(event) => props.onChoose(event.currentTarget.value || null)}>
      <For each={props.options}>
        {([value, label]) => (
          <option value={value} selected={value === (props.value ?? "")}>
            {label}
          </option>
        )}
      </For>
    </select>
  </label>
);

/** How a customer wants to be answered: kept at once, for this agent, on both channels. */
export const Wishes = (props: { preferences: Preferences }): JSX.Element => {
  const { chat, words, language } = usePage();
  const own = wishWords[language];
  const [said, setSaid] = createSignal("");
  const wish = async (body: { [K in keyof Preferences]?: Preferences[K] }) => {
    try {
      chat.setInfo(await call("PATCH /api/public/ai/{slug}/preferences", { params: { slug: chat.slug }, body }));
      setSaid(own.saved);
    } catch (reason) {
      setSaid(failureIn(words, asProblem(reason).key));
    }
  };
  const optionsOf = (labels: Record<string, string>): [string, string][] => [["", own.asUsual], ...Object.entries(labels)];
  return (
    <fieldset class="wishes">
      <legend>{own.title}</legend>
      <Choice
        label={own.style}
        value={props.preferences.writingStyle}
        options={optionsOf(own.styles)}
        onChoose={(value) => void wish({ writingStyle: value as Preferences["writingStyle"] })}
      />
      <Choice
        label={own.length}
        value={props.preferences.answerLength}
        options={optionsOf(own.lengths)}
        onChoose={(value) => void wish({ answerLength: value as Preferences["answerLength"] })}
      />
      <p class="soft" role="status">
        {said()}
      </p>
    </fieldset>
  );
};
