import type { TeamMember } from "../../../../../schema/contract/team.ts";
import { headWords } from "../../../i18n/headWords.ts";
import type { MenuItem, MenuSection } from "../../../ui/menuItems.ts";

export interface Person {
  id: string;
  name: string;
}

interface AssignDeps {
  /** The colleagues; undefined when nobody could tell who they are. */
  team: readonly TeamMember[] | undefined;
  me: Person | undefined;
  assignee: Person | null;
  onAssign(person: Person | null): void;
}

/** Whom a conversation may be assigned to: me first, then the others by name; never somebody who may only read. */
export const assignees = (team: readonly TeamMember[] | undefined, me: Person | undefined): Person[] => {
  const others = (team ?? [])
    .filter(({ userId, role }) => userId !== me?.id && role !== "readonly")
    .map(({ userId, name }) => ({ id: userId, name }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return me ? [me, ...others] : others;
};

export const assignMenu = ({ team, me, assignee, onAssign }: AssignDeps): MenuSection[] => {
  const choice = (person: Person): MenuItem => ({
    kind: "choice",
    label: person.id === me?.id ? headWords().me(person.name) : person.name,
    isChosen: person.id === assignee?.id,
    onSelect: () => onAssign(person),
  });
  const nobody: MenuItem = {
    kind: "choice",
    label: headWords().nobody,
    isChosen: assignee === null,
    help: team ? undefined : headWords().teamMissing,
    onSelect: () => onAssign(null),
  };
  return [{ heading: headWords().assignTo, items: [...assignees(team, me).map(choice), nobody] }];
};
