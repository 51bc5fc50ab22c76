import { lazy, Show, Suspense, type JSX } from "solid-js";
import { createShellCommands, isNoticesOpen, setNoticesOpen } from "./shellCommands.ts";
import { isSignOutAsked, setSignOutAsked } from "./session.ts";
import { isHelpOpen, isPaletteOpen, setHelpOpen, setPaletteOpen } from "./shortcuts.ts";

const KeysDialog = lazy(() => import("./KeysDialog.tsx"));
const NoticeDialog = lazy(() => import("./notices/NoticeDialog.tsx"));
const Palette = lazy(() => import("./palette/Palette.tsx"));
const SignOutDialog = lazy(() => import("./SignOutDialog.tsx"));

/** The keyboard's commands, and what of them opens over whatever page is shown. Each part comes when it is first wanted. */
export const Overlays = (): JSX.Element => {
  createShellCommands();
  return (
    <Suspense>
      <Show when={isPaletteOpen()}>
        <Palette onClose={() => setPaletteOpen(false)} />
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
    </Suspense>
  );
};
