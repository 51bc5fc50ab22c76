import { describe, expect, it } from "vitest";
import { languageSchema } from "../../../schema/contract/enums.ts";
import { cannedReplyFieldsSchema } from "../../../schema/contract/inboxTools.ts";
import { filledReply, foundReplies, isShortcut } from "../../../web/src/console/inbox/composer/canned/cannedText.ts";
import { firstNameOf } from "../../../web/src/console/inbox/composer/firstName.ts";
import { placeholderName } from "../../../workers/contacts/displayName.ts";

describe("a canned reply's text", () => {
  it("names the customer by their first name", () => {
    expect(filledReply("Ciao {{name}}, a presto {{ nome }}!", "Marta Bellini")).toBe("Ciao Marta, a presto Marta!");
    expect(filledReply("Ciao\n{{name}}", "Marta")).toBe("Ciao\nMarta");
  });

  it.each(["+44 7700 900123", "07700 900123", "anna@example.com", "  "])("names nobody when all that is known is %j", (known) => {
    expect(filledReply("Ciao {{name}}, eccomi", known)).toBe("Ciao, eccomi");
  });

  it("names nobody by a name that the API made up", () => {
    const identities = [
      { kind: "visitor", value: "vis_1" },
      { kind: "whatsapp", value: "IT.447700900123" },
      { kind: "phone", value: "+447700900123" },
    ] as const;
    const made = identities.flatMap((identity) => languageSchema.options.map((language) => placeholderName(identity, language)));
    expect(made.map((name) => [name, firstNameOf(name)])).toEqual(made.map((name) => [name, null]));
  });

  it("leaves other braces alone, and a name that looks like a replacement", () => {
    expect(filledReply("{{price}} {name}", "Marta")).toBe("{{price}} {name}");
    expect(filledReply("Ciao {{name}}", "$& Rossi")).toBe("Ciao $&");
  });
});

describe("canned replies", () => {
  const all = [
    { shortcut: "prezzi-corso", text: "49 €" },
    { shortcut: "orari", text: "Chiedi i prezzi in sede" },
    { shortcut: "prezzi", text: "Da 39 €" },
    { shortcut: "listino-prezzi", text: "Eccolo" },
    { shortcut: "città", text: "Roma" },
  ];
  const shortcuts = (typed: string) => foundReplies(all, typed).map(({ shortcut }) => shortcut);

  it("are found by shortcut before text, the closest first", () => {
    expect(shortcuts("prezzi")).toEqual(["prezzi", "prezzi-corso", "listino-prezzi", "orari"]);
    expect(shortcuts("zzz")).toEqual([]);
  });

  it("are all there when nothing is typed, and whatever the accents", () => {
    expect(shortcuts("")).toHaveLength(all.length);
    expect(shortcuts("CITTA")).toEqual(["città"]);
  });

  it.each(["orari", "perché", "a-b_2", "x".repeat(30), "x".repeat(31), "a b", "/x", "", "è!", "Orari"])(
    "have shortcuts as the API takes them: %j",
    (typed) => {
      expect(isShortcut(typed)).toBe(cannedReplyFieldsSchema.shape.shortcut.safeParse(typed).success);
    },
  );
});
