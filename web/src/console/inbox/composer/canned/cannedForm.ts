import { createStore } from "solid-js/store";
import type { CannedReply } from "../../../../../../schema/contract/inboxTools.ts";
import type { CannedFields } from "./cannedData.ts";

interface Editing extends CannedFields {
  isOpen: boolean;
  /** The reply that is being changed; null for a new one. */
  id: string | null;
}

const closed: Editing = { isOpen: false, id: null, shortcut: "", text: "" };

/** What is being written in the dialog outlives it: closed by mistake, it opens again where it was. */
const [editing, setEditing] = createStore<Editing>({ ...closed });

export { editing, setEditing };

export const editReply = (reply: CannedReply | null): void =>
  setEditing({ isOpen: true, id: reply?.id ?? null, shortcut: reply?.shortcut ?? "", text: reply?.text ?? "" });

export const closeForm = (): void => setEditing({ ...closed });
