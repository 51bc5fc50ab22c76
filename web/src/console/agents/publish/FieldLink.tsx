import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import type { AgentWarning } from "../../../../../schema/contract/agentVersions.ts";
import { t } from "../../../i18n/text.ts";
import { paths, setupSteps } from "../../../paths.ts";
import { useEditor } from "../editor.ts";
import { markOf, sectionOf } from "./fieldPlace.ts";

const givesUpAfterMs = 30_000;

/** Until something is pressed: whoever goes on meanwhile is not called back. */
const untilPressed = (): AbortSignal => {
  const pressed = new AbortController();
  for (const kind of ["keydown", "pointerdown"])
    addEventListener(kind, () => pressed.abort(), { capture: true, once: true, signal: pressed.signal });
  return AbortSignal.any([pressed.signal, AbortSignal.timeout(givesUpAfterMs)]);
};

/** Brings a field into view and puts the cursor into it, once its part of the form is there, however slow the network. */
const reach = (field: AgentWarning["field"], given = untilPressed()): void => {
  if (given.aborted) return;
  const place = document.querySelector<HTMLElement>(`.${markOf(field)}`);
  if (!place) return void requestAnimationFrame(() => reach(field, given));
  const control = place.matches("input, textarea, select") ? place : place.querySelector<HTMLElement>("input, textarea, select");
  place.scrollIntoView({ block: "center" });
  (control ?? place).focus({ preventScroll: true });
};

/** The way to where something is set, by its name. */
export const FieldLink = (props: { field: AgentWarning["field"]; onGo?: () => void; children?: JSX.Element }): JSX.Element => {
  const { agent, isNew } = useEditor();
  const navigate = useNavigate();
  const href = () => {
    const section = sectionOf(props.field);
    const step = setupSteps.find((known) => known === section);
    return isNew() && step ? paths.agentSetup(agent().id, step) : paths.agent(agent().id, section);
  };
  const name = () =>
    props.field === "knowledge" || props.field === "whatsapp"
      ? t().agents.sections[props.field]
      : t().agentForm.fields[props.field];
  return (
    <a
      href={href()}
      onClick={(event) => {
        event.preventDefault();
        props.onGo?.();
        navigate(href());
        reach(props.field);
      }}
    >
      {props.children ?? name()}
    </a>
  );
};
