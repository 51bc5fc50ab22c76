import Download from "lucide-solid/icons/download";
import { For, Show, type JSX } from "solid-js";
import type { Level } from "../../../../schema/contract/enums.ts";
import { addressOf } from "../../api/client.ts";
import { figuresWords } from "../../i18n/figuresWords.ts";
import { t } from "../../i18n/text.ts";
import { createAgents } from "../agents/data.ts";
import { Select } from "../../ui/Select.tsx";
import { rangeNames, type FiguresView, type RawQuery } from "./figuresQuery.ts";

interface RangeBarProps {
  view: FiguresView;
  today: string;
  change(query: RawQuery): void;
}

const levels: readonly Level[] = [1, 2, 3];

/** Which days, whose, and at which level; and the same as a file. */
export const RangeBar = (props: RangeBarProps): JSX.Element => {
  const agents = createAgents();
  const csv = () =>
    addressOf("/api/figures/csv", {
      query: { from: props.view.from, to: props.view.to, agentId: props.view.agentId, level: props.view.level },
    });
  const dayField = (name: "from" | "to") => (
    <label class="figures-day">
      <span>{figuresWords()[name]}</span>
      <input
        type="date"
        class="control"
        value={props.view[name]}
        max={props.today}
        onChange={(event) =>
          event.currentTarget.value &&
          props.change({ range: "custom", from: props.view.from, to: props.view.to, [name]: event.currentTarget.value })
        }
      />
    </label>
  );
  return (
    <div class="figures-bar">
      <div class="figures-ranges" role="group" aria-label={figuresWords().range}>
        <For each={rangeNames}>
          {(range) => (
            <button
              type="button"
              class="figures-range"
              aria-pressed={props.view.range === range}
              onClick={() =>
                props.change(
                  range === "custom"
                    ? { range, from: props.view.from, to: props.view.to }
                    : { range, from: undefined, to: undefined },
                )
              }
            >
              {figuresWords().ranges[range]}
            </button>
          )}
        </For>
      </div>
      <Show when={props.view.range === "custom"}>
        {dayField("from")}
        {dayField("to")}
      </Show>
      <Select
        label={figuresWords().agent}
        value={props.view.agentId ?? ""}
        options={[
          { value: "", label: figuresWords().allAgents },
          ...agents.items().map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(agent) => props.change({ agent: agent || undefined })}
      />
      <Select
        label={t().contacts.level}
        value={String(props.view.level ?? "")}
        options={[
          { value: "", label: figuresWords().allLevels },
          ...levels.map((level) => ({ value: String(level), label: t().common.levels[level] })),
        ]}
        onChange={(level) => props.change({ level: level || undefined })}
      />
      <a class="button plain" href={csv()} download="">
        <Download size={16} aria-hidden="true" />
        {figuresWords().csv}
      </a>
    </div>
  );
};
