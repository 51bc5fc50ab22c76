import { createMemo, createSignal, For, onCleanup, Show, type JSX } from "solid-js";
import type { FiguresReport } from "../../../../schema/contract/figures.ts";
import { figuresWords } from "../../i18n/figuresWords.ts";
import { dayNameOf } from "../../i18n/format.ts";
import { shapeOf, type Column } from "./chartShape.ts";
import type { Metric } from "./metrics.ts";

const height = 180;
const axis = 44;
const labelRoom = 64;

/** Days side by side. What is not a sum is drawn beside one another: each part a column of its own within its day. */
export const DayChart = (props: { days: FiguresReport["days"]; metric: Metric }): JSX.Element => {
  const [width, setWidth] = createSignal(600);
  const [pointed, setPointed] = createSignal<number>();
  const watch = (element: HTMLElement) => {
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.max(200, entry.contentRect.width - axis)));
    observer.observe(element);
    onCleanup(() => observer.disconnect());
  };
  const columns = createMemo((): Column[] =>
    props.days.flatMap((day): Column[] => {
      const values = props.metric.parts.map((part) => part.of(day));
      const label = dayNameOf(day.day);
      if (props.metric.isSum) return [{ label, parts: values }];
      return values.map((value, at) => ({ label, parts: values.map((_, other) => (other === at ? value : 0)) }));
    }),
  );
  const perDay = () => (props.metric.isSum ? 1 : props.metric.parts.length);
  const shape = createMemo(() => shapeOf(columns(), width(), height, (width() / labelRoom) * perDay()));
  const labels = () => {
    const every = Math.max(1, Math.ceil(props.days.length / Math.max(1, Math.floor(width() / labelRoom))));
    return props.days.flatMap((day, at) =>
      at % every === 0 ? [{ x: ((at + 0.5) * width()) / props.days.length, text: dayNameOf(day.day) }] : [],
    );
  };
  const shown = () => {
    const at = pointed();
    return at === undefined ? undefined : props.days[at];
  };
  return (
    <figure class="day-chart" ref={watch}>
      <svg
        width={width() + axis}
        height={height + 34}
        role="img"
        aria-label={figuresWords().chartHelp}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const at = Math.floor(((event.clientX - box.left - axis) / width()) * props.days.length);
          setPointed(at >= 0 && at < props.days.length ? at : undefined);
        }}
        onPointerLeave={() => setPointed(undefined)}
      >
        <g transform={`translate(${axis} 8)`}>
          <For each={shape().lines}>
            {(line) => (
              <>
                <line x1="0" x2={width()} y1={line.y} y2={line.y} class="day-chart-line" />
                <text x="-8" y={line.y + 4} class="day-chart-scale" text-anchor="end">
                  {props.metric.words(line.value)}
                </text>
              </>
            )}
          </For>
          <For each={shape().bars}>
            {(bar) => (
              <rect
                x={bar.x}
                y={bar.y}
                width={Math.max(1, bar.width)}
                height={Math.max(1, bar.height)}
                rx={Math.min(2, bar.width / 2)}
                class={`day-chart-bar ${props.metric.parts[bar.part]?.tone ?? ""}`}
              />
            )}
          </For>
          <For each={labels()}>
            {(label) => (
              <text x={label.x} y={height + 20} class="day-chart-scale" text-anchor="middle">
                {label.text}
              </text>
            )}
          </For>
        </g>
      </svg>
      <figcaption class="day-chart-legend small">
        <For each={props.metric.parts}>
          {(part) => (
            <span class="day-chart-key">
              <span class={`day-chart-swatch ${part.tone}`} aria-hidden="true" />
              {part.name}
              <Show when={shown()}>{(day) => <b class="numbers">{props.metric.words(part.of(day()))}</b>}</Show>
            </span>
          )}
        </For>
        <Show when={shown()}>{(day) => <span class="soft">{dayNameOf(day().day)}</span>}</Show>
      </figcaption>
    </figure>
  );
};
