import { useNavigate } from "@solidjs/router";
import { createSignal } from "solid-js";
import { paths } from "../../paths.ts";
import { createCommands } from "./commands.ts";
import { useSession, wantSignOut } from "./session.ts";
import { createShortcuts, setHelpOpen } from "./shortcuts.ts";

const [isNoticesOpen, setNoticesOpen] = createSignal(false);
export { isNoticesOpen, setNoticesOpen };

/** What can be done wherever one is in the console. */
export const createShellCommands = (): void => {
  const navigate = useNavigate();
  const session = useSession();
  const go = (path: string) => () => navigate(path);
  const mayWrite = () => session()?.role !== "readonly";
  createShortcuts();
  createCommands({
    goInbox: go(paths.inbox()),
    goContacts: go(paths.contacts()),
    goAgents: go(paths.agents()),
    goFigures: go(paths.figures()),
    goHealth: go(paths.health()),
    goSettings: go(paths.settings()),
    goPlatform: { run: go(paths.platform()), when: () => session()?.user.isPlatformAdmin === true },
    newAgent: { run: go(paths.newAgent()), when: mayWrite },
    help: () => setHelpOpen(true),
    notifications: () => setNoticesOpen(true),
    signOut: wantSignOut,
  });
};
