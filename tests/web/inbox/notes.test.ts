import { describe, expect, it } from "vitest";
import { foundColleagues, mentionedIn } from "../../../web/src/console/inbox/composer/note/colleagues.ts";
import { withMentions } from "../../../web/src/console/inbox/thread/mentionRuns.ts";
import { textRuns } from "../../../web/src/console/inbox/thread/textRuns.ts";

const team = [
  { userId: "u1", name: "Anna" },
  { userId: "u2", name: "Anna Bianchi" },
  { userId: "u3", name: "Niccolò De Luca (sede)" },
];

describe("who a note names", () => {
  it("is told by its words, the longest name first", () => {
    expect(mentionedIn("senti @Anna Bianchi", team)).toEqual(["u2"]);
    expect(mentionedIn("senti @Anna, e @anna bianchi", team)).toEqual(["u1", "u2"]);
  });

  it("may be called what a pattern would trip over", () => {
    expect(mentionedIn("@Niccolò De Luca (sede) guarda", team)).toEqual(["u3"]);
  });

  it.each(["Anna guarda", "x@Anna", "@Annalisa", "", "@"])("is nobody in %j", (text) =>
    expect(mentionedIn(text, team)).toEqual([]),
  );

  it("is nobody while the team is not known, and no more than the API takes", () => {
    expect(mentionedIn("@Anna", [])).toEqual([]);
    const many = Array.from({ length: 30 }, (_none, n) => ({ userId: `u${n}`, name: `N${n}` }));
    expect(mentionedIn(many.map(({ name }) => `@${name}`).join(" "), many)).toHaveLength(20);
  });
});

describe("colleagues", () => {
  const names = (typed: string) => foundColleagues(team, typed).map(({ name }) => name);

  it("are found by the beginning of any word of their name", () => {
    expect(names("an")).toEqual(["Anna", "Anna Bianchi"]);
    expect(names("bia")).toEqual(["Anna Bianchi"]);
    expect(names("niccolo")).toEqual(["Niccolò De Luca (sede)"]);
    expect(names("nna")).toEqual([]);
  });

  it("are no longer asked for once one is written out and the note goes on", () => {
    expect(names("Anna ")).toEqual(["Anna Bianchi"]);
    expect(names("Anna Bianchi ")).toEqual([]);
  });
});

describe("a note's words", () => {
  it("stand out where they name a colleague, within plain text only", () => {
    expect(withMentions(textRuns("@Anna: vedi https://a.example/@Anna"), ["Anna"])).toEqual([
      { kind: "mention", name: "Anna" },
      { kind: "text", text: ": vedi " },
      { kind: "link", href: "https://a.example/@Anna" },
    ]);
  });

  it("stay as they are when nobody is named", () => {
    const runs = textRuns("niente @nessuno");
    expect(withMentions(runs, [])).toEqual(runs);
    expect(withMentions(runs, ["Anna"])).toEqual(runs);
  });
});
