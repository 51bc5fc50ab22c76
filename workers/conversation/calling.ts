import type { NeedsPersonReason } from "../../schema/contract/enums.ts";

/** Troubles that end by themselves, or when something is sent again: nobody need be called any more then. */
const passing: ReadonlySet<NeedsPersonReason> = new Set([
  "model_unavailable",
  "spend_cap",
  "send_failed",
  "ambiguous_send",
  "window_closed",
]);

/** Why a person is called when there is one reason more: a trouble that passes hides none that only a person can see to. */
export const calledFor = (now: NeedsPersonReason | null, reason: NeedsPersonReason): NeedsPersonReason =>
  now !== null && passing.has(reason) && !passing.has(now) ? now : reason;
