interface CommandEntry {
  id: string;
  group: "list" | "conversation" | "go" | "console";
  /** What `KeyboardEvent.key` says, in lower case: the sign and not the place, so that it is the same on every keyboard. */
  key?: string;
  /** May be run again and again while the key is held. */
  repeats?: true;
}

/** Every command of the console, in the order in which help and palette show them. Words: `i18n/{it,en}/shell.ts`. */
const table = [
  { id: "next", group: "list", key: "j", repeats: true },
  { id: "previous", group: "list", key: "k", repeats: true },
  { id: "search", group: "list", key: "/" },
  { id: "reply", group: "conversation", key: "r" },
  { id: "note", group: "conversation", key: "n" },
  { id: "takeOver", group: "conversation", key: "t" },
  { id: "handBack", group: "conversation", key: "t" },
  { id: "close", group: "conversation", key: "e" },
  { id: "reopen", group: "conversation", key: "e" },
  { id: "assign", group: "conversation", key: "a" },
  { id: "assignToMe", group: "conversation", key: "i" },
  { id: "label", group: "conversation", key: "l" },
  { id: "snooze", group: "conversation", key: "s" },
  { id: "markUnread", group: "conversation", key: "u" },
  { id: "newTopic", group: "conversation" },
  { id: "context", group: "conversation", key: "c" },
  { id: "contactCard", group: "conversation" },
  { id: "goInbox", group: "go", key: "1" },
  { id: "goContacts", group: "go", key: "2" },
  { id: "goAgents", group: "go", key: "3" },
  { id: "goFigures", group: "go", key: "4" },
  { id: "goHealth", group: "go", key: "5" },
  { id: "goSettings", group: "go", key: "6" },
  { id: "goPlatform", group: "go" },
  { id: "newContact", group: "go" },
  { id: "newAgent", group: "go" },
  { id: "help", group: "console", key: "?" },
  { id: "notifications", group: "console" },
  { id: "signOut", group: "console" },
] as const satisfies readonly CommandEntry[];

export type CommandId = (typeof table)[number]["id"];
export type CommandGroup = CommandEntry["group"];

export const commandTable: readonly (CommandEntry & { id: CommandId })[] = table;
export const commandGroups: readonly CommandGroup[] = ["list", "conversation", "go", "console"];

export const repeats = (id: CommandId): boolean => commandTable.some((one) => one.id === id && one.repeats === true);
