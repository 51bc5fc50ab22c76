import type { Reached, WorldMessage } from "../contract.ts";
import type { Core } from "../core.ts";

const ORDER: Reached[] = ["refused", "logged", "taken", "read"];

/** Moves an inbound message on towards the application; never back, but a refusal may still be made good. */
export function reach(core: Core, message: WorldMessage, how: Reached): void {
  if (message.reached === null) return;
  const refusedNow = how === "refused" && message.reached === "logged";
  if (!refusedNow && ORDER.indexOf(how) <= ORDER.indexOf(message.reached)) return;
  message.reached = how;
  core.changed();
  core.events.emit({ type: "status", message });
}

/** The business has answered this person: everything written before has been read. */
export function reachAnswered(core: Core, answer: WorldMessage): void {
  for (const message of core.state.messages.toReversed()) {
    if (message.direction === "outbound-api" || message.personId !== answer.personId) continue;
    if (message.number !== answer.number || message.accountSid !== answer.accountSid) continue;
    if (message.reached === "read") return;
    reach(core, message, "read");
  }
}

/** The model has been shown these words. */
export function reachModel(core: Core, shown: string): void {
  for (const message of core.state.messages.slice(-200))
    if (message.reached === "taken" && message.body !== "" && shown.includes(message.body)) reach(core, message, "read");
}
