import { createSignal, For, onCleanup, Show, type JSX } from "solid-js";
import { createStore } from "solid-js/store";
import type { Level } from "../../../../schema/contract/enums.ts";
import { call } from "../../api/client.ts";
import { asProblem } from "../../api/problem.ts";
import { agentWords } from "../../i18n/agentWords.ts";
import { smallEuroOf } from "../../i18n/money.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { LevelChip } from "../../ui/Chip.tsx";
import { TextArea } from "../../ui/TextField.tsx";
import { useMayNot } from "../shell/session.ts";
import { triableChangesOf } from "./agentFields.ts";
import { useEditor } from "./editor.ts";
import { TryColumn } from "./TryColumn.tsx";
import { answered, asked, askedAgain, costOf, failed, transcript, type TryTurn } from "./tryTurns.ts";

const none: Record<Level, TryTurn[]> = { 1: [], 2: [], 3: [] };

/** Asks each level by itself: one may fail or be stopped while the others go on. */
const createTrial = () => {
  const { agent, changes } = useEditor();
  const [turns, setTurns] = createStore<Record<Level, TryTurn[]>>({ ...none });
  const [running, setRunning] = createSignal<Partial<Record<Level, AbortController>>>({});
  const run = async (level: Level) => {
    const controller = new AbortController();
    setRunning((known) => ({ ...known, [level]: controller }));
    const settle = (change: (known: readonly TryTurn[]) => TryTurn[]) => {
      if (running()[level] !== controller) return;
      setTurns(level, change);
      setRunning(({ [level]: _ended, ...others }) => others);
    };
    try {
      const body = { level, draft: triableChangesOf(changes()), messages: transcript(turns[level]) };
      const answer = await call("POST /api/agents/{id}/try", { params: { id: agent().id }, body }, controller.signal);
      settle((known) => answered(known, answer));
    } catch (thrown) {
      settle((known) => failed(known, controller.signal.aborted ? "stopped" : asProblem(thrown).key));
    }
  };
  const stop = (level: Level) => running()[level]?.abort();
  const stopAll = () => Object.values(running()).forEach((controller) => controller?.abort());
  onCleanup(stopAll);
  return {
    turns,
    isRunning: () => Object.keys(running()).length > 0,
    ask(level: Level, question: string) {
      setTurns(level, (known) => asked(known, question));
      void run(level);
    },
    again(level: Level) {
      setTurns(level, (known) => askedAgain(known));
      void run(level);
    },
    stop,
    stopAll,
    clear() {
      stopAll();
      setRunning({});
      setTurns({ ...none });
    },
    cost: () => ([1, 2, 3] as const).reduce((sum, level) => sum + costOf(turns[level]), 0),
  };
};

/** One question to every level at once, as the draft would have it answered; nothing is stored or sent. */
export default function TryIt(): JSX.Element {
  const { form } = useEditor();
  const mayNot = useMayNot("write");
  const trial = createTrial();
  const [text, setText] = createSignal("");
  const [shown, setShown] = createSignal<Level>(1);
  const levels = (): readonly Level[] => (form.levels.length > 0 ? form.levels : [1]);
  const visible = () => levels().find((level) => level === shown()) ?? levels()[0];
  const why = () => mayNot() ?? (text().trim() ? undefined : t().inbox.sendEmpty);
  const ask = () => {
    const question = text().trim();
    if (why() || trial.isRunning()) return;
    setText("");
    for (const level of levels()) trial.ask(level, question);
  };
  return (
    <section class="panel try">
      <header class="panel-head">
        <h2>{t().agents.tryTitle}</h2>
        <Button tone="quiet" onClick={trial.clear}>
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
              <TryColumn
                level={level}
                isStandard={form.levels.length === 0}
                turns={trial.turns[level]}
                onStop={() => trial.stop(level)}
                onAgain={() => trial.again(level)}
              />
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
        <Show when={!trial.isRunning()} fallback={<Button onClick={trial.stopAll}>{agentWords().tryStop}</Button>}>
          <Button type="submit" tone="primary" why={why()}>
            {t().agents.trySend}
          </Button>
        </Show>
      </form>
      <Show when={trial.cost() > 0}>
        <p class="small soft numbers">{agentWords().tryTotal(smallEuroOf(trial.cost()))}</p>
      </Show>
    </section>
  );
}
