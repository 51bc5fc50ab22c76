import type { ConsoleEvent } from "../../schema/contract/live.ts";
import type { ThreadEvent } from "../conversation/ports.ts";
import type { UnreadChange } from "./unreadStore.ts";

/** Something the live room was told or found out, and whom it concerns. */
export interface Heard {
  event: ThreadEvent | Extract<ConsoleEvent, { type: "MENTION" | "UNREAD" }>;
  /** The only user who hears it; everybody, if left out. */
  only?: string;
  /** Who caused it and needs not be told. */
  except?: string;
  /** What it changed about what users have not seen of its conversation. */
  changes?: UnreadChange[];
}
