import { describe, expect, it } from "vitest";
import type { MediaKind } from "../../schema/contract/media.ts";
import { maxPartLength } from "../../workers/channels/whatsapp/split.ts";
import { longestCaption, partsOf, type Piece, type SentFile } from "../../workers/conversation/partsOf.ts";

const file = (mediaId: string, kind: MediaKind): SentFile => ({ mediaId, kind, mediaType: null, url: null });
const cut = (text: string, files: SentFile[] = []) => partsOf({ text, files, template: null });
/** A part in brief: its file's id, and how much text goes with it. */
const brief = ({ text, file: sent }: Piece) => `${sent?.mediaId ?? "text"}:${text.length}`;

const image = file("image", "image");
const video = file("video", "video");
const voice = file("voice", "audio");
const sheet = file("sheet", "document");
const card = file("card", "contact");

describe("a message in parts", () => {
  const sentence = "Una frase qualunque. ";
  const cases: [what: string, text: string, files: SentFile[], parts: string[]][] = [
    ["text alone", "ciao", [], ["text:4"]],
    ["a picture alone", "", [image], ["image:0"]],
    ["a short text beneath a picture", "ciao", [image], ["image:4"]],
    ["a short text beneath a video", "ciao", [video], ["video:4"]],
    ["a text before a voice note", "ciao", [voice], ["text:4", "voice:0"]],
    ["a text before a document", "ciao", [sheet], ["text:4", "sheet:0"]],
    ["a text before a contact", "ciao", [card], ["text:4", "card:0"]],
    ["one picture of several carries the text", "ciao", [image, video, sheet], ["image:4", "video:0", "sheet:0"]],
    ["the first that can carry it comes first", "ciao", [voice, image], ["image:4", "voice:0"]],
    ["white space is no text", "  \n ", [image], ["image:0"]],
    ["a text of just the length fits", "x".repeat(longestCaption), [image], [`image:${longestCaption}`]],
    ["a longer one comes first", "x".repeat(longestCaption + 1), [image], [`text:${longestCaption + 1}`, "image:0"]],
  ];
  it.each(cases)("%s", (_what, text, files, parts) => {
    expect(cut(text, files).map(brief)).toEqual(parts);
  });

  it("of a long text come before its files, in order and whole", () => {
    const text = sentence.repeat(200);
    const parts = cut(text, [image, voice]);
    expect(parts.slice(-2).map(brief)).toEqual(["image:0", "voice:0"]);
    const words = parts.slice(0, -2);
    expect(words.length).toBeGreaterThan(1);
    expect(words.every((part) => part.text.length <= maxPartLength && part.file === null)).toBe(true);
    expect(words.map((part) => part.text).join(" ")).toBe(text.trim());
  });

  it("is one part when it is a template, however long it reads", () => {
    const template = { contentSid: "HX1", variables: { "1": "Anna" } };
    expect(partsOf({ text: sentence.repeat(200), files: [], template })).toEqual([
      { text: sentence.repeat(200), file: null, template },
    ]);
  });
});
