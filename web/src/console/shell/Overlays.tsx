import { Show, Suspense, type JSX } from "solid-js";
import { LatePart } from "./LatePart.tsx";
import { createShellCommands, isNoticesOpen, setNoticesOpen } from "./shellCommands.ts";
import { isSignOutAsked, setSignOutAsked } from "./session.ts";
import { isHelpOpen, isPaletteOpen, setHelpOpen, setPaletteOpen } from "./shortcuts.ts";

/** The keyboard's commands, and what of them opens over whatever page is shown. Each part comes when it is first wanted. */
export const Overlays = (): JSX.Element => {
  createShellCommands();
  return (
    <Suspense>
      <Show when={isPaletteOpen()}>
        <LatePart load={() => import("./palette/Palette.tsx")} onClose={() => setPaletteOpen(false)} />
      </Show>
      <Show when={isHelpOpen()}>
        <LatePart load={() => import("./KeysDialog.tsx")} onClose={() => setHelpOpen(false)} />
      </Show>
      <Show when={isNoticesOpen()}>
        <LatePart load={() => import("./notices/NoticeDialog.tsx")} onClose={() => setNoticesOpen(false)} />
      </Show>
      <Show when={isSignOutAsked()}>
        <LatePart load={() => import("./SignOutDialog.tsx")} onClose={() => setSignOutAsked(false)} />
      </Show>
    </Suspense>
  );
};
