import { useNavigate } from "@solidjs/router";
import { createSignal, type Accessor } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import type { Label } from "../../../../../schema/contract/inboxTools.ts";
import { comingMoment } from "../../../i18n/comingMoment.ts";
import { headWords } from "../../../i18n/headWords.ts";
import { useSession } from "../../shell/session.ts";
import { useInboxView } from "../list/inboxView.ts";
import { withLabel } from "./arrangement.ts";
import type { Person } from "./assignMenu.ts";
import { headPages, type Asked } from "./headPages.ts";
import { isNarrow } from "./narrow.ts";
import { useArrange } from "./useArrange.ts";

export interface HeadActions {
  /** The pages of the menus: whom to assign to, which labels, until when to snooze. */
  pages: ReturnType<typeof headPages>;
  asked: Accessor<Asked>;
  ask(what: Asked): void;
  isBusy: Accessor<boolean>;
  mayNot: Accessor<string | undefined>;
  timeZone: Accessor<string>;
  assign(person: Person | null): void;
  assignToMe(): void;
  toggleLabel(label: Label): void;
  putOn(label: Label): void;
  snooze(at: number): void;
  close(): void;
  reopen(): void;
}

/** Assign, label, snooze, close and reopen one conversation, and the menus that offer it. */
export const useHeadActions = (conversation: Accessor<Conversation>): HeadActions => {
  const session = useSession();
  const navigate = useNavigate();
  const { link } = useInboxView();
  const { arrange, isRunning, mayNot } = useArrange(conversation);
  const [asked, ask] = createSignal<Asked>(null);
  const me = () => session()?.user;
  const timeZone = () => session()?.tenant.timeZone ?? "UTC";
  const assign = (person: Person | null) =>
    void arrange({ assigneeId: person?.id ?? null }, person ? headWords().assigned(person.name) : headWords().unassigned);
  const toggleLabel = ({ id }: Label) => void arrange({ labelIds: withLabel(conversation().labelIds, id) });
  const snooze = async (at: number) => {
    const until = new Date(at).toISOString();
    const done = await arrange({ place: "snoozed", snoozedUntil: until }, headWords().snoozed(comingMoment(until)));
    if (!done) return;
    ask(null);
    leave();
  };
  const open = () => void arrange({ place: "open" }, headWords().reopened);
  // A phone shows one pane: what is done with goes, and the list comes back.
  const leave = () => isNarrow() && navigate(link(), { replace: true });
  const close = async () => {
    if (await arrange({ place: "closed" }, headWords().closed)) leave();
  };
  const assignToMe = () => {
    const user = me();
    if (user) assign({ id: user.id, name: user.name });
  };
  return {
    pages: headPages({
      conversation,
      me,
      timeZone,
      onAssign: assign,
      onLabel: toggleLabel,
      onSnooze: (at) => void snooze(at),
      onWake: open,
      ask: (what) => void ask(what),
    }),
    asked,
    ask: (what) => void ask(what),
    isBusy: isRunning,
    mayNot,
    timeZone,
    assign,
    assignToMe,
    toggleLabel,
    putOn: ({ id }) => void arrange({ labelIds: [...new Set([...conversation().labelIds, id])] }),
    snooze: (at) => void snooze(at),
    close: () => void close(),
    reopen: open,
  };
};
