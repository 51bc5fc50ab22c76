import { headWords } from "../../../i18n/headWords.ts";
import { language } from "../../../i18n/language.ts";
import type { MenuItem, MenuSection } from "../../../ui/menuItems.ts";
import { fieldOf, snoozeChoices } from "./snoozeChoices.ts";

interface SnoozeDeps {
  now: number;
  timeZone: string;
  isSnoozed: boolean;
  onSnooze(at: number): void;
  onPick(): void;
  onWake(): void;
}

const dayOf = (at: number, timeZone: string): string => fieldOf(at, timeZone).slice(0, 10);

/** `15:40` today, `mar 09:00` on another day: as the business's clocks show it. */
export const clockHint = (at: number, now: number, timeZone: string): string => {
  const time = fieldOf(at, timeZone).slice(11);
  if (dayOf(at, timeZone) === dayOf(now, timeZone)) return time;
  return `${new Intl.DateTimeFormat(language(), { timeZone, weekday: "short" }).format(at)} ${time}`;
};

export const snoozeMenu = ({ now, timeZone, isSnoozed, onSnooze, onPick, onWake }: SnoozeDeps): MenuSection[] => {
  const words = headWords();
  const choices = snoozeChoices(now, timeZone).map(({ choice, at }): MenuItem => ({
    kind: "action",
    label: words.snoozeChoices[choice],
    hint: clockHint(at, now, timeZone),
    onSelect: () => onSnooze(at),
  }));
  return [
    {
      heading: isSnoozed ? words.snoozeChange : words.snooze,
      items: [...choices, { kind: "action", label: words.snoozePick, onSelect: onPick }],
    },
    ...(isSnoozed ? [{ items: [{ kind: "action", label: words.snoozeNow, onSelect: onWake } as const] }] : []),
  ];
};
