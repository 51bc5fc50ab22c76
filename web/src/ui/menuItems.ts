import type { JSX } from "solid-js";

interface Common {
  label: string;
  /** Small, at the end of the line: a time, a count, a key. */
  hint?: string | undefined;
  /** A second line in small letters. */
  help?: string | undefined;
  icon?: (() => JSX.Element) | undefined;
  /** Why it can't be chosen now; stands where the help would. */
  why?: string | undefined;
}

export type MenuItem =
  | (Common & { kind: "action"; tone?: "danger"; onSelect(): void })
  | (Common & { kind: "link"; href: string })
  /** One of several: choosing it closes the menu. */
  | (Common & { kind: "choice"; isChosen: boolean; onSelect(): void })
  /** On or off: the menu stays for the next one. */
  | (Common & { kind: "check"; isChecked: boolean; onToggle(): void })
  /** Opens another page of the same menu. */
  | (Common & { kind: "page"; page: string });

export interface MenuSection {
  heading?: string | undefined;
  items: readonly MenuItem[];
}

/** What a menu shows, by the name of its page. */
export type MenuPages = Readonly<Record<string, () => readonly MenuSection[]>>;

export interface MenuProps {
  /** What the button is called. */
  label: string;
  /** Shown on the button. */
  children: JSX.Element;
  class?: string;
  pages: MenuPages;
  /** The page that pressing the button opens. */
  first: string;
  /** The page that is open; null while the menu is closed. */
  page: string | null;
  onPage(page: string | null): void;
  /** The edge of the button that the menu keeps to. */
  edge?: "start" | "end";
}
