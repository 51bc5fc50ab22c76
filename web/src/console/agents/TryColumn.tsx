import "../inbox/thread/bubble.css";
import Square from "lucide-solid/icons/square";
import { For, Show, type JSX } from "solid-js";
import type { Level } from "../../../../schema/contract/enums.ts";
import { problemText } from "../../api/problemText.ts";
import { agentWords } from "../../i18n/agentWords.ts";
import { numberOf } from "../../i18n/format.ts";
import { smallEuroOf } from "../../i18n/money.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip, LevelChip } from "../../ui/Chip.tsx";
import type { TryTurn } from "./tryTurns.ts";

interface ColumnProps {
  level: Level;
  isStandard: boolean;
  turns: readonly TryTurn[];
  onStop(): void;
  onAgain(): void;
}

const troubleOf = (problem: NonNullable<TryTurn["problem"]>): string =>
  problem === "stopped" ? agentWords().tryStopped : problemText({ key: problem });

const Waiting = (props: { turn: TryTurn; isLast: boolean; onStop(): void; onAgain(): void }): JSX.Element => (
  <p class="try-waiting" classList={{ wrong: props.turn.problem !== null && props.turn.problem !== "stopped" }}>
    <Show
      when={props.turn.problem}
      fallback={
        <>
          {t().agents.tryThinking}
          <Button tone="quiet" class="slim" label={agentWords().tryStop} onClick={() => props.onStop()}>
            <Square size={14} />
          </Button>
        </>
      }
    >
      {(problem) => (
        <>
          {troubleOf(problem())}
          <Show when={props.isLast}>
            <Button tone="quiet" class="slim" onClick={() => props.onAgain()}>
              {agentWords().tryAgain}
            </Button>
          </Show>
        </>
      )}
    </Show>
  </p>
);

/** The conversation as it went at one level. */
export const TryColumn = (props: ColumnProps): JSX.Element => (
  <section class="try-column">
    <header class="try-head">
      <Show when={!props.isStandard} fallback={<Chip>{t().agents.standard}</Chip>}>
        <LevelChip level={props.level} />
      </Show>
    </header>
    <div
      class="try-turns"
      aria-live="polite"
      tabindex="0"
      role="region"
      aria-label={props.isStandard ? t().agents.standard : t().common.levels[props.level]}
    >
      <For each={props.turns} fallback={<p class="soft small">{t().agents.tryEmpty}</p>}>
        {(turn, at) => (
          <>
            <p class="bubble client first">{turn.question}</p>
            <Show
              when={turn.answer}
              fallback={
                <Waiting
                  turn={turn}
                  isLast={at() === props.turns.length - 1}
                  onStop={() => props.onStop()}
                  onAgain={() => props.onAgain()}
                />
              }
            >
              {(answer) => (
                <div class="bubble ai first">
                  <p class="bubble-text" dir="auto">
                    {answer().text}
                  </p>
                  <p class="bubble-foot numbers">
                    {t().agents.tryTokens(numberOf(answer().tokensIn), numberOf(answer().tokensOut))}
                    {" · "}
                    {agentWords().tryCost(smallEuroOf(answer().costMicros))}
                  </p>
                </div>
              )}
            </Show>
          </>
        )}
      </For>
    </div>
  </section>
);
