import "../inbox/bubble.css";
import { createSignal, For, Show, type JSX } from "solid-js";
import { createStore } from "solid-js/store";
import type { Level } from "../../../../schema/contract/enums.ts";
import { call } from "../../api/client.ts";
import { asProblem, type Problem } from "../../api/problem.ts";
import { problemText } from "../../api/problemText.ts";
import { numberOf } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip, LevelChip } from "../../ui/Chip.tsx";
import { TextArea } from "../../ui/TextField.tsx";
import { useMayNot } from "../shell/session.ts";
import { useEditor } from "./editor.ts";
import { asked, answered, failed, transcript, type TryTurn } from "./tryTurns.ts";

const Turn = (props: { turn: TryTurn }): JSX.Element => (
  <>
    <p class="bubble client first">{props.turn.question}</p>
    <Show
      when={props.turn.answer}
      fallback={
        <p class="try-waiting" classList={{ wrong: Boolean(props.turn.problem) }}>
          {props.turn.problem ? problemText({ key: props.turn.problem }) : t().agents.tryThinking}
        </p>
      }
    >
      {(answer) => (
        <div class="bubble ai first">
          <p class="bubble-text" dir="auto">
            {answer().text}
          </p>
          <p class="bubble-foot numbers">{t().agents.tryTokens(numberOf(answer().tokensIn), numberOf(answer().tokensOut))}</p>
        </div>
      )}
    </Show>
  </>
);

const Column = (props: { level: Level; isStandard: boolean; turns: readonly TryTurn[] }): JSX.Element => (
  <section class="try-column">
    <header class="try-head">
      <Show when={!props.isStandard} fallback={<Chip>{t().agents.standard}</Chip>}>
        <LevelChip level={props.level} />
      </Show>
    </header>
    <div class="try-turns" aria-live="polite" tabindex="0" role="region" aria-label={t().common.levels[props.level]}>
      <For each={props.turns} fallback={<p class="soft small">{t().agents.tryEmpty}</p>}>
        {(turn) => <Turn turn={turn} />}
      </For>
    </div>
  </section>
);

/** One question to every level at once, with the unsaved changes; nothing is stored or sent. */
export default function TryIt(): JSX.Element {
  const { agent, form, changes } = useEditor();
  const mayNot = useMayNot("write");
  const [text, setText] = createSignal("");
  const [turns, setTurns] = createStore<Record<Level, TryTurn[]>>({ 1: [], 2: [], 3: [] });
  const [waiting, setWaiting] = createSignal(0);
  const [shown, setShown] = createSignal<Level>(1);
  const levels = (): readonly Level[] => (form.levels.length > 0 ? form.levels : [1]);
  const visible = () => levels().find((level) => level === shown()) ?? levels()[0];

  const askLevel = async (level: Level, question: string) => {
    setTurns(level, (known) => asked(known, question));
    setWaiting((count) => count + 1);
    try {
      const body = { level, draft: changes(), messages: transcript(turns[level]) };
      const answer = await call("POST /api/agents/{id}/try", { params: { id: agent().id }, body });
      setTurns(level, (known) => answered(known, answer));
    } catch (thrown) {
      const problem: Problem = asProblem(thrown);
      setTurns(level, (known) => failed(known, problem.key));
    } finally {
      setWaiting((count) => count - 1);
    }
  };
  const why = () => mayNot() ?? (text().trim() ? undefined : t().inbox.sendEmpty);
  const ask = () => {
    const question = text().trim();
    if (why() || waiting() > 0) return;
    setText("");
    for (const level of levels()) void askLevel(level, question);
  };
  return (
    <section class="panel try">
      <header class="panel-head">
        <h2>{t().agents.tryTitle}</h2>
        <Button tone="quiet" onClick={() => setTurns({ 1: [], 2: [], 3: [] })}>
          {t().agents.tryReset}
        </Button>
      </header>
      <p class="field-help">{t().agents.tryHelp}</p>
      <Show when={levels().length > 1}>
        <div class="try-tabs" role="group" aria-label={t().agents.tryLevels}>
          <For each={levels()}>
            {(level) => (
              <button type="button" aria-pressed={visible() === level} onClick={() => setShown(level)}>
                <LevelChip level={level} />
              </button>
            )}
          </For>
        </div>
      </Show>
      <div class="try-columns" data-count={levels().length}>
        <For each={levels()}>
          {(level) => (
            <div class="try-slot" classList={{ shown: visible() === level }}>
              <Column level={level} isStandard={form.levels.length === 0} turns={turns[level]} />
            </div>
          )}
        </For>
      </div>
      <form
        noValidate
        class="try-ask"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <TextArea
          label={t().agents.tryPlaceholder}
          rows={2}
          maxlength={4_096}
          value={text()}
          onInput={setText}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            ask();
          }}
        />
        <Button type="submit" tone="primary" why={why()} isBusy={waiting() > 0}>
          {t().agents.trySend}
        </Button>
      </form>
    </section>
  );
}
