import { describe, expect, it } from "vitest";
import { composerMode } from "../../../web/src/console/inbox/composer/composerMode.ts";
import { isEmojiOnly } from "../../../web/src/console/inbox/thread/emojiOnly.ts";
import { countsAsRead } from "../../../web/src/console/inbox/thread/readMarks.ts";
import { firstLink } from "../../../web/src/console/inbox/thread/textRuns.ts";
import { conversation } from "../world.ts";

describe("emoji alone", () => {
  it.each(["👍", "❤️", "🙏🏽", "👩‍👩‍👧", "🇮🇹", "😂😂😂", " 🎉 "])("are shown large: %s", (text) =>
    expect(isEmojiOnly(text)).toBe(true),
  );
  it.each(["", " ", "ok 👍", "3", "😂😂😂😂", "…", "*"])("are not %j", (text) => expect(isEmojiOnly(text)).toBe(false));
});

describe("the link that is previewed", () => {
  it("is the first that is shown as one", () => {
    expect(firstLink("vedi *https://a.example/x* e https://b.example")).toBe("https://a.example/x");
    expect(firstLink("vai su https://a.example.")).toBe("https://a.example");
  });

  it.each(["niente", "javascript://x", "ftp://a.example", "a://b"])("is none in %j", (text) =>
    expect(firstLink(text)).toBeNull(),
  );
});

describe("what is on screen counts as read", () => {
  const sight = { unread: 1, newestId: "m2", seenId: "m1", isVisible: true };

  it("when there is something new, before somebody's eyes", () => {
    expect(countsAsRead(sight)).toBe(true);
    expect(countsAsRead({ ...sight, isVisible: false })).toBe(false);
    expect(countsAsRead({ ...sight, unread: 0 })).toBe(false);
  });

  it("but not when the count was raised by hand", () => {
    expect(countsAsRead({ ...sight, seenId: "m2" })).toBe(false);
    expect(countsAsRead({ ...sight, newestId: "m3", seenId: "m2" })).toBe(true);
  });

  it("from the first look on, as long as nobody knows what was seen", () => {
    expect(countsAsRead({ ...sight, seenId: undefined })).toBe(true);
    expect(countsAsRead({ ...sight, newestId: null, seenId: undefined })).toBe(true);
  });
});

describe("a blocked person", () => {
  it("is written nothing, whatever else would be allowed", () => {
    for (const more of [{}, { stoppedAt: "2026-03-10T08:00:00.000Z" }, { windowClosesAt: "2026-03-12T08:00:00.000Z" }])
      expect(composerMode(conversation(1, { place: "blocked", ...more }), [], Date.UTC(2026, 2, 11))).toEqual({
        kind: "blocked",
      });
  });
});
