import { For, type JSX } from "solid-js";
import type { FiguresReport } from "../../../../schema/contract/figures.ts";
import { figuresWords } from "../../i18n/figuresWords.ts";
import { dayNameOf } from "../../i18n/format.ts";
import type { Metric } from "./metrics.ts";

/** The same days as a table, the newest first. */
export const DayTable = (props: { days: FiguresReport["days"]; metric: Metric }): JSX.Element => (
  <div class="figures-scroll" tabindex="0" role="region" aria-label={figuresWords().byDay}>
    <table class="figures-table">
      <thead>
        <tr>
          <th scope="col">{figuresWords().day}</th>
          <For each={props.metric.parts}>{(part) => <th scope="col">{part.name}</th>}</For>
        </tr>
      </thead>
      <tbody>
        <For each={props.days.toReversed()}>
          {(day) => (
            <tr>
              <th scope="row">
                <time datetime={day.day}>{dayNameOf(day.day)}</time>
              </th>
              <For each={props.metric.parts}>{(part) => <td>{props.metric.words(part.of(day))}</td>}</For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  </div>
);
