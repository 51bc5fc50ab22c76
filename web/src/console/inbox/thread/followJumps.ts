import { createEffect, on, onCleanup, type Accessor } from "solid-js";
import { t } from "../../../i18n/text.ts";
import { showToast } from "../../../ui/toasts.ts";
import { letJumpGo, pointAt, wanted } from "../jump.ts";
import type { ThreadRow } from "./threadRows.ts";

interface JumpDeps {
  rows: Accessor<readonly ThreadRow[]>;
  hasOlder(): boolean;
  readOlder(): Promise<void>;
  /** Brings a row to the middle of the screen. */
  show(index: number): void;
}

/** The API reads a thread back page by page; further than this nobody wants to wait. */
const mostPages = 60;

/** Takes the thread to the message that was wished for, reading back as far as it takes, and puts the focus there. */
export const followJumps = ({ rows, hasOlder, readOlder, show }: JumpDeps): void => {
  let isGone = false;
  const rowOf = (messageId: string) => rows().findIndex((row) => row.kind === "message" && row.message.id === messageId);
  const arrive = (messageId: string) => {
    show(rowOf(messageId));
    pointAt(messageId);
    setTimeout(() => document.getElementById(messageId)?.focus({ preventScroll: true }), 120);
  };
  const go = async (messageId: string) => {
    const isWanted = () => !isGone && wanted()?.messageId === messageId;
    try {
      for (let pages = 0; rowOf(messageId) === -1 && hasOlder() && pages < mostPages && isWanted(); pages++) await readOlder();
    } catch {
      // Told below like a message that was not found: the way back there is the same.
    }
    if (!isWanted()) return;
    if (rowOf(messageId) === -1) showToast({ text: t().media.tooFarBack });
    else arrive(messageId);
    letJumpGo();
  };
  createEffect(on(wanted, (wish) => wish && void go(wish.messageId)));
  onCleanup(() => (isGone = true));
};
