import { mentionPattern } from "../../thread/mentionRuns.ts";
import { folded } from "../folded.ts";

export interface Colleague {
  userId: string;
  name: string;
}

/** The API takes no more names in one note. */
const mostMentions = 20;

/** Colleagues that what was typed after `@` could mean: by the beginning of their name or of any word in it. */
export const foundColleagues = <C extends Colleague>(team: readonly C[], typed: string): C[] => {
  const query = folded(typed);
  const begins = ({ name }: C) => {
    const full = folded(name);
    return full.startsWith(query) || (!/\s$/.test(query) && full.split(/\s+/).some((word) => word.startsWith(query)));
  };
  return team.filter(begins).toSorted((a, b) => a.name.localeCompare(b.name));
};

/** The ids of those a note names, from its words alone: who is taken out of the text is not named. */
export const mentionedIn = (text: string, team: readonly Colleague[]): string[] => {
  const pattern = mentionPattern(team.map(({ name }) => name));
  if (!pattern) return [];
  const named = new Set([...text.matchAll(pattern)].map((match) => folded(match[1] ?? "")));
  return team
    .filter(({ name }) => named.has(folded(name)))
    .map(({ userId }) => userId)
    .slice(0, mostMentions);
};
