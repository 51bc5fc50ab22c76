import "./chip.css";
import type { JSX } from "solid-js";
import type { Level } from "../../../schema/contract/enums.ts";
import { t } from "../i18n/text.ts";

const metals: Record<Level, string> = { 1: "bronze", 2: "silver", 3: "gold" };

/** A level as a small piece of its metal, with its name. */
export const LevelChip = (props: { level: Level }): JSX.Element => (
  <span class={`chip ${metals[props.level]}`}>{t().common.levels[props.level]}</span>
);

export const Chip = (props: { tone?: "plain" | "ai" | "person" | "red" | "amber"; children: JSX.Element }): JSX.Element => (
  <span class={`chip ${props.tone ?? "plain"}`}>{props.children}</span>
);
