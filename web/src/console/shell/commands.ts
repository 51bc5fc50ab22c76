import { createSignal, onCleanup } from "solid-js";
import { commandTable, type CommandId } from "./commandTable.ts";

/** What a command does where it was registered. `when` says whether it can be done just now; left out, it always can. */
export interface Handler {
  run(): void;
  when?(): boolean;
}

type Handlers = Partial<Record<CommandId, Handler | (() => void)>>;

const [registered, setRegistered] = createSignal<readonly Handlers[]>([]);

const handlerOf = (id: CommandId): Handler | undefined => {
  const found = registered().findLast((handlers) => handlers[id] !== undefined)?.[id];
  return typeof found === "function" ? { run: found } : found;
};

/**
 * Registers what commands do for as long as the owner is on screen; what is registered last hides what was there before. Their
 * words and keys are in the one table (`commandTable.ts`), which the keyboard, the palette and the help are made of.
 */
export const createCommands = (handlers: Handlers): void => {
  setRegistered((known) => [...known, handlers]);
  onCleanup(() => setRegistered((known) => known.filter((one) => one !== handlers)));
};

/** Whether somebody on screen can do it now. */
export const canRun = (id: CommandId): boolean => {
  const handler = handlerOf(id);
  return handler !== undefined && (handler.when?.() ?? true);
};

/** Does it, if it can be done now. */
export const runCommand = (id: CommandId): void => {
  if (canRun(id)) handlerOf(id)?.run();
};

/** The command that a key stands for now: the first of the table that has it and can be done. */
export const commandOf = (key: string): CommandId | undefined =>
  commandTable.find((one) => one.key === key && canRun(one.id))?.id;
