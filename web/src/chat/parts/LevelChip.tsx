import type { JSX } from "solid-js";
import type { Level } from "../../../../schema/contract/enums.ts";
import { usePage } from "../page.ts";

const metals = { 1: "bronze", 2: "silver", 3: "gold" } as const;

export const LevelChip = (props: { level: Level }): JSX.Element => {
  const { words } = usePage();
  return (
    <span class={`level ${metals[props.level]}`} title={words.levelOf(words.levels[props.level])}>
      {words.levels[props.level]}
    </span>
  );
};
