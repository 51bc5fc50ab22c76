import { createEffect, createSignal, on, onCleanup, untrack, type Accessor } from "solid-js";
import { asProblem, type Problem } from "../../api/problem.ts";
import { isOnline } from "../shell/network.ts";

/** Where what was typed is: on the server, on its way, or only in this browser and why. */
export type KeepState = { kind: "kept" | "waiting" | "sending" | "offline" } | { kind: "failed"; problem: Problem };

interface KeeperDeps {
  /** Whether the server has what the form says. */
  isKept(): boolean;
  /** Not while somebody must first decide, or who may only read. */
  mayKeep(): boolean;
  /** Sends the form as it is. @throws Problem */
  send(): Promise<void>;
  /** Somebody else has kept a draft meanwhile. */
  meet(): Promise<void>;
}

export interface Keeper {
  state: Accessor<KeepState>;
  isSending: Accessor<boolean>;
  /** Something was typed: it is sent once nobody has typed for a moment. */
  touched(): void;
  /** Sends at once. @returns whether the server has everything */
  now(): Promise<boolean>;
}

const afterTypingMs = 900;
const againAfterMs = 6_000;

/** Sends a form's changes one after the other, never two at once, and again for as long as nothing answers. */
export const createKeeper = (deps: KeeperDeps): Keeper => {
  const [state, setState] = createSignal<KeepState>({ kind: "kept" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | null = null;
  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void now(), ms);
  };

  const send = async () => {
    setState({ kind: "sending" });
    try {
      await deps.send();
      setState({ kind: deps.isKept() ? "kept" : "waiting" });
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.key === "conflict") {
        await deps.meet().catch(() => later(againAfterMs));
        setState({ kind: deps.isKept() ? "kept" : "waiting" });
      } else if (problem.key === "offline" || problem.key === "unavailable") {
        setState({ kind: "offline" });
        later(againAfterMs);
      } else setState({ kind: "failed", problem });
    }
  };
  const now = async (): Promise<boolean> => {
    clearTimeout(timer);
    for (let round = 0; round < 3 && !untrack(deps.isKept); round += 1) {
      if (!untrack(deps.mayKeep)) return false;
      sending ??= send().finally(() => (sending = null));
      await sending;
      if (untrack(state).kind !== "waiting" && untrack(state).kind !== "kept") break;
    }
    return untrack(deps.isKept);
  };

  createEffect(
    on(isOnline, (online) => {
      if (online && untrack(state).kind === "offline") void now();
    }),
  );
  onCleanup(() => clearTimeout(timer));
  return {
    state,
    isSending: () => sending !== null,
    touched() {
      if (untrack(deps.isKept)) {
        clearTimeout(timer);
        if (sending === null) setState({ kind: "kept" });
        return;
      }
      if (sending === null && untrack(state).kind !== "offline") setState({ kind: "waiting" });
      if (untrack(deps.mayKeep)) later(afterTypingMs);
    },
    now,
  };
};
