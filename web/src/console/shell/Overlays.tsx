import { onCleanup, Show, type JSX } from "solid-js";
import { lateDialog } from "./late/late.tsx";
import { keepTyped } from "./palette/typedAhead.ts";
import { createShellCommands, isNoticesOpen, setNoticesOpen } from "./shellCommands.ts";
import { isSignOutAsked, setSignOutAsked } from "./session.ts";
import { isHelpOpen, isPaletteOpen, setHelpOpen, setPaletteOpen } from "./shortcuts.ts";

const Palette = lateDialog(() => import("./palette/Palette.tsx"));
const KeysDialog = lateDialog(() => import("./KeysDialog.tsx"));
const NoticeDialog = lateDialog(() => import("./notices/NoticeDialog.tsx"));
const SignOutDialog = lateDialog(() => import("./SignOutDialog.tsx"));

/** Whoever opens it goes on typing while it is fetched: that is for its field. */
const PaletteTypedInto = (props: { onClose(): void }): JSX.Element => {
  const takeTyped = keepTyped(() => props.onClose());
  onCleanup(takeTyped);
  return <Palette takeTyped={takeTyped} onClose={() => props.onClose()} />;
};

/** The keyboard's commands, and what of them opens over whatever page is shown. Each part comes when it is first wanted. */
export const Overlays = (): JSX.Element => {
  createShellCommands();
  return (
    <>
      <Show when={isPaletteOpen()}>
        <PaletteTypedInto onClose={() => setPaletteOpen(false)} />
      </Show>
      <Show when={isHelpOpen()}>
        <KeysDialog onClose={() => setHelpOpen(false)} />
      </Show>
      <Show when={isNoticesOpen()}>
        <NoticeDialog onClose={() => setNoticesOpen(false)} />
      </Show>
      <Show when={isSignOutAsked()}>
        <SignOutDialog onClose={() => setSignOutAsked(false)} />
      </Show>
    </>
  );
};
