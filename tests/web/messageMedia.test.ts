import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mediaFailures, mediaStates } from "../../schema/contract/media.ts";
import { deliveryTimes } from "../../web/src/console/inbox/thread/deliveryTimes.ts";
import { documentLook } from "../../web/src/files/documentLook.ts";
import { mediaGroups } from "../../web/src/files/mediaGroups.ts";
import { nameOf } from "../../web/src/console/inbox/media/mediaName.ts";
import { isNotAnalysed } from "../../web/src/console/inbox/media/notAnalysed.ts";
import { pictureBox } from "../../web/src/files/pictureBox.ts";
import { markedParts } from "../../web/src/console/inbox/list/searchMarks.ts";
import { setLanguage } from "../../web/src/i18n/language.ts";
import { sizeOf, spanOf } from "../../web/src/i18n/measures.ts";
import { lengthOf } from "../../web/src/ui/lengthOf.ts";
import { barsOf, barsPath } from "../../web/src/ui/waveform.ts";
import { moved, unzoomed, zoomed } from "../../web/src/ui/zoom.ts";
import { makeId } from "../../workers/platform/ids.ts";
import { noteWords, type NoteKey } from "../../workers/media/understanding/words.ts";
import { medium, message } from "./world.ts";

describe("a message's files", () => {
  it("make an album where pictures stand together", () => {
    const media = [medium(1), medium(2, { state: "pending" }), medium(3, { kind: "audio" }), medium(4)];
    expect(mediaGroups(media).map((group) => group.kind)).toEqual(["album", "one", "one"]);
  });

  it("leave a picture that is not here out of the album, to say why", () => {
    const kindsOf = mediaStates.map(
      (state) => mediaGroups([medium(1), medium(2, { state, failure: mediaFailures[0] })])[0]?.kind,
    );
    expect(kindsOf).toEqual(["album", "album", "album", "one", "one"]);
  });

  it("leave a picture that is elsewhere out of it: it is a link", () => {
    const elsewhere = "https://cdn.example/foto.jpg";
    expect(mediaGroups([medium(1), medium(2, { elsewhere }), medium(3)]).map((group) => group.kind)).toEqual([
      "one",
      "one",
      "one",
    ]);
  });

  it("lose nothing and keep their order", () => {
    const kinds = fc.constantFrom("image", "audio", "document", "sticker" as const);
    fc.assert(
      fc.property(fc.array(kinds, { maxLength: 10 }), (drawn) => {
        const media = drawn.map((kind, at) => medium(at + 1, { kind: kind as "image" }));
        expect(mediaGroups(media).flatMap((group) => (group.kind === "album" ? group.items : [group.item]))).toEqual(media);
      }),
    );
  });
});

describe("a file that was not looked at", () => {
  const reasons: NoteKey[] = ["spend_cap", "too_large", "unreadable", "locked", "unavailable", "declined", "unsupported"];

  it("is told from one that was, in both languages", () => {
    const notes = reasons.flatMap((reason) => [noteWords(reason, "it"), noteWords(reason, "en")]);
    expect(notes.filter((note) => !isNotAnalysed(note))).toEqual([]);
    expect(isNotAnalysed({ text: null, description: "Un piatto di pasta" })).toBe(false);
    expect(isNotAnalysed({ text: "Ciao", description: null })).toBe(false);
  });
});

describe("a picture's box", () => {
  it("has the picture's own shape, within what a bubble holds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 10_000 }), (width, height) => {
        const box = pictureBox({ width, height });
        const ratio = Number(box.ratio);
        expect(box.width).toBeGreaterThanOrEqual(160);
        expect(box.width).toBeLessThanOrEqual(300);
        expect(box.width / ratio).toBeLessThanOrEqual(341);
        if (width / height > 0.5 && width / height < 3) expect(ratio).toBeCloseTo(width / height, 3);
      }),
    );
  });

  it("is there before the size is known", () => {
    expect(pictureBox({ width: null, height: null })).toEqual(pictureBox({ width: 3, height: 4 }));
  });
});

describe("a document's look", () => {
  it("goes by its content, and by its name until that is known", () => {
    expect(documentLook({ mediaType: "application/pdf", name: "list.xlsx" }).word).toBe("PDF");
    expect(documentLook({ mediaType: null, name: "list.xlsx" }).word).toBe("XLSX");
    expect(documentLook({ mediaType: "application/msword", name: "letter.doc" }).word).toBe("DOC");
    expect(documentLook({ mediaType: null, name: "" }).word).toBe("");
  });
});

describe("delivery times", () => {
  it("are those that were reported, in the order they are climbed, and none of what the customer wrote", () => {
    const times = { sentAt: "1", deliveredAt: null, readAt: "3", failedAt: null };
    expect(deliveryTimes(message(1, { direction: "outbound", ...times })).map(({ status }) => status)).toEqual(["sent", "read"]);
    expect(deliveryTimes(message(1, times))).toEqual([]);
  });
});

describe("measures", () => {
  it("read as people write them", () => {
    setLanguage("it");
    expect([sizeOf(10), sizeOf(812 * 1_024), sizeOf(1_456_000), sizeOf(16 * 1_024 ** 2)]).toEqual([
      "1 kB",
      "812 kB",
      "1,4 MB",
      "16 MB",
    ]);
    expect([lengthOf(400), lengthOf(12_000), lengthOf(3_723_000)]).toEqual(["0:00", "0:12", "1:02:03"]);
    const plain = (ms: number) => spanOf(ms).replaceAll("\u00a0", " ");
    expect([plain(59_000), plain(3_600_000), plain(11_520_000)]).toEqual(["0 min", "1 h", "3 h 12 min"]);
  });
});

describe("a waveform", () => {
  it("is as high as its stretch is loud, the loudest being one", () => {
    const samples = Float32Array.from(
      { length: 4_000 },
      (_none, at) => (at < 1_000 ? 0 : at < 2_000 ? 0.5 : 0.25) * (at % 2 ? 1 : -1),
    );
    expect(barsOf(samples, 4).map((bar) => bar ** 2)).toEqual([0, 1, expect.closeTo(0.5, 6), expect.closeTo(0.5, 6)]);
  });

  it("is flat for silence and for nothing at all, and always drawn", () => {
    expect(barsOf(new Float32Array(100), 3)).toEqual([0, 0, 0]);
    expect(barsOf(new Float32Array(0), 2)).toEqual([0, 0]);
    expect(barsPath([0, 1], 4, 32)).toBe("M2 15.5v1.0M6 2.0v28.0");
  });
});

describe("zooming", () => {
  const frame = { width: 800, height: 600 };

  it("leaves what is under the pointer where it is", () => {
    const near = zoomed(unzoomed, 2, { x: 100, y: -50 }, frame);
    expect(near).toEqual({ scale: 2, x: -100, y: 50 });
  });

  it("never leaves the frame, never shrinks below it, and ends where it began", () => {
    expect(moved({ scale: 2, x: 0, y: 0 }, { x: 9_999, y: -9_999 }, frame)).toEqual({ scale: 2, x: 400, y: -300 });
    expect(zoomed(zoomed(unzoomed, 3, { x: 200, y: 100 }, frame), 1 / 50, { x: 0, y: 0 }, frame)).toMatchObject({ scale: 1 });
    const back = zoomed(zoomed(unzoomed, 3, { x: 200, y: 100 }, frame), 1 / 3, { x: -7, y: 9 }, frame);
    expect([Math.abs(back.x), Math.abs(back.y)]).toEqual([0, 0]);
  });
});

describe("what was searched for", () => {
  const found = (text: string, search: string) =>
    markedParts(text, search)
      .filter((part) => part.isFound)
      .map((part) => part.text);

  it("is marked whatever its case and accents", () => {
    expect(found("Perché no? PERCHÉ sì", "perche")).toEqual(["Perché", "PERCHÉ"]);
    expect(found("una panca piana", "piana panca")).toEqual(["panca", "piana"]);
    expect(found("nothing", "  ")).toEqual([]);
  });

  it("loses nothing of the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (text, search) => {
        expect(
          markedParts(text, search)
            .map((part) => part.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});

describe("a file's name", () => {
  const id = makeId("media", Date.UTC(2024, 2, 10, 12, 30), new Uint8Array(16));

  it("is its own", () => {
    for (const name of ["fattura.pdf", "document 2.pdf", "my image.jpg"]) {
      expect(nameOf({ id, name, kind: "document" })).toBe(name);
    }
  });

  it.each(["", "image", "image.jpg", "document.jpg"])(
    "is its kind and when it came, in the reader's language, for %j",
    (name) => {
      setLanguage("it");
      expect(nameOf({ id, name, kind: "image" })).toMatch(/^Foto · 10 mar 2024, \d\d:\d\d$/);
      setLanguage("en");
      expect(nameOf({ id, name, kind: "image" })).toMatch(/^Photo · 10 Mar 2024, \d\d:\d\d$/);
      setLanguage("it");
    },
  );
});
