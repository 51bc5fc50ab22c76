import type { Accessor } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import type { Label } from "../../../../../schema/contract/inboxTools.ts";
import type { MenuSection } from "../../../ui/menuItems.ts";
import { createLabels } from "../labels/data.ts";
import { labelMenu } from "../labels/labelMenu.tsx";
import { now } from "../now.ts";
import { createTeam } from "../team.ts";
import { assignMenu, type Person } from "./assignMenu.ts";
import { snoozeMenu } from "./snoozeMenu.ts";

/** What a dialog asks, where a menu is not enough. */
export type Asked = "snooze" | "label" | "labels" | null;

interface PageDeps {
  conversation: Accessor<Conversation>;
  me: Accessor<Person | undefined>;
  timeZone: Accessor<string>;
  onAssign(person: Person | null): void;
  onLabel(label: Label): void;
  onSnooze(at: number): void;
  onWake(): void;
  ask(what: Asked): void;
}

type Page = () => MenuSection[];

/** The pages of a conversation's menus: whom to assign to, which labels, until when to snooze. */
export const headPages = (deps: PageDeps): Record<"assign" | "labels" | "snooze", Page> => {
  const team = createTeam();
  const labels = createLabels();
  const { conversation, me, timeZone, ask } = deps;
  return {
    assign: () => assignMenu({ team: team.data()?.items, me: me(), assignee: conversation().assignee, onAssign: deps.onAssign }),
    labels: () =>
      labelMenu({
        labels: labels.items(),
        labelIds: conversation().labelIds,
        onToggle: deps.onLabel,
        onNew: () => ask("label"),
        onManage: () => ask("labels"),
      }),
    snooze: () =>
      snoozeMenu({
        now: now(),
        timeZone: timeZone(),
        isSnoozed: conversation().place === "snoozed",
        onSnooze: deps.onSnooze,
        onPick: () => ask("snooze"),
        onWake: deps.onWake,
      }),
  };
};
