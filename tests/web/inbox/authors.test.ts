import { beforeEach, describe, expect, it } from "vitest";
import { whoTurned } from "../../../web/src/console/inbox/head/whoTurned.ts";
import { authorOf } from "../../../web/src/console/inbox/thread/authorOf.ts";
import { setLanguage } from "../../../web/src/i18n/language.ts";
import type { Message } from "../../../schema/contract/conversations.ts";

beforeEach(() => setLanguage("it"));

const written = (sender: Message["sender"], kind: Message["kind"], authorName: string | null = null) =>
  authorOf({ sender, kind, authorName }, "Marta Bianchi");

describe("who wrote a bubble", () => {
  it("is the customer, the AI, the colleague by name, or nobody", () => {
    expect(written("client", "text")).toBe("Marta Bianchi");
    expect(written("ai", "text")).toBe("AI");
    expect(written("ai", "notice")).toBe("AI · Avviso automatico");
    expect(written("consultant", "notice")).toBe("Avviso automatico");
    expect(written("consultant", "text", "Anna Riva")).toBe("Anna Riva");
    expect(written("consultant", "text")).toBe("Persona");
  });

  it("is the AI where it left a note on taking a conversation back, which no person wrote", () => {
    expect(written("ai", "note")).toBe("AI");
    expect(written("consultant", "note", "Anna Riva")).toBe("Anna Riva");
  });
});

describe("who turned the AI", () => {
  const overriddenAt = "2026-11-22T03:01:00.000Z";
  it("is a colleague, the AI itself after a quiet time, somebody without a name, or nobody yet", () => {
    expect(whoTurned({ aiEnabled: true, overriddenAt, overriddenBy: "Anna Riva" })).toMatch(/^Anna Riva, /);
    expect(whoTurned({ aiEnabled: true, overriddenAt, overriddenBy: null })).toMatch(/^Da sola, /);
    expect(whoTurned({ aiEnabled: false, overriddenAt, overriddenBy: null })).toMatch(/^Persona, /);
    expect(whoTurned({ aiEnabled: true, overriddenAt: null, overriddenBy: null })).toBe("Da sempre");
  });
});
