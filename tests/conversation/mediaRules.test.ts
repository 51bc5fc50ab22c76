import { describe, expect, it } from "vitest";
import type { Media, MediaState } from "../../schema/contract/media.ts";
import { atLevel } from "../../workers/conversation/atLevel.ts";
import { calledFor } from "../../workers/conversation/calling.ts";
import { inboundCargo } from "../../workers/conversation/inboundCargo.ts";
import { hasWords, isFinal, isNews } from "../../workers/conversation/mediaState.ts";
import { noteWords } from "../../workers/media/understanding/words.ts";
import { longestMediaWaitMs, turnStartsAt } from "../../workers/conversation/mediaWait.ts";
import { merged, ownMessages } from "../../workers/conversation/placing.ts";
import { said } from "../../workers/conversation/said.ts";
import type { Batch, StoredMessage } from "../../workers/conversation/state.ts";
import { turnWords } from "../../workers/conversation/turnWords.ts";

const medium = (facts: Partial<Media>): Media => ({
  id: "med_1",
  kind: "audio",
  state: "pending",
  failure: null,
  name: "audio",
  mediaType: null,
  bytes: null,
  durationMs: null,
  width: null,
  height: null,
  description: null,
  text: null,
  ...facts,
});

const batch = (facts: Partial<Batch>): Batch => ({
  id: "bat_1",
  messageIds: ["a"],
  supplements: [],
  channel: "whatsapp",
  firstAt: 0,
  dueAt: 4_000,
  folds: 0,
  attempts: 0,
  firstFailureAt: null,
  refused: false,
  apologized: false,
  ...facts,
});

describe("a file", () => {
  const states: MediaState[] = ["pending", "stored", "refused", "failed", "ready"];

  it("only ever gets further, whatever is told of it and how often", () => {
    const news = states.flatMap((now) =>
      states.filter((next) => isNews(medium({ state: now }), medium({ state: next }))).map((next) => `${now} > ${next}`),
    );
    expect(news).toEqual([
      "pending > stored",
      "pending > refused",
      "pending > failed",
      "pending > ready",
      "stored > refused",
      "stored > failed",
      "stored > ready",
      "refused > ready",
      "failed > ready",
    ]);
  });

  it("that was understood in vain may be understood after all, and not the other way round", () => {
    const [mute, clear] = [medium({ state: "ready" }), medium({ state: "ready", text: "ciao" })];
    expect([isNews(mute, clear), isNews(clear, mute), isNews(clear, clear)]).toEqual([true, false, false]);
  });

  it("is waited for until it is understood, refused or lost", () => {
    expect(states.filter((state) => isFinal({ state }))).toEqual(["refused", "failed", "ready"]);
  });

  it("has words when there is something in it to answer to", () => {
    expect(hasWords(medium({ state: "ready", description: "un gatto" }))).toBe(true);
    expect(hasWords(medium({ state: "stored", text: "ciao" }))).toBe(false);
    expect(hasWords(medium({ state: "ready", text: "  " }))).toBe(false);
    expect(hasWords(medium({ state: "ready", ...noteWords("spend_cap", "it") }))).toBe(false);
  });

  it("that only a note stands for is news once its words are had, and not again", () => {
    const noted = medium({ state: "ready", ...noteWords("unavailable", "it") });
    const half = medium({ state: "ready", ...noteWords("unavailable", "en"), text: "Affitto 800" });
    const whole = medium({ state: "ready", description: "Le spese", text: "Affitto 800" });
    expect([isNews(noted, whole), isNews(half, whole), isNews(half, half), isNews(whole, half)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe("a turn's start", () => {
  const pending = (messageId: string, since: number) => ({ mediaId: `med_${messageId}`, messageId, since });

  it("is the end of the quiet time, or of the longest wait for a file of the batch", () => {
    expect(turnStartsAt(batch({}), { pendingMedia: [] })).toBe(4_000);
    expect(turnStartsAt(batch({}), { pendingMedia: [pending("b", 9_000)] })).toBe(4_000);
    const two = { pendingMedia: [pending("a", 1_000), pending("c", 3_000)] };
    expect(turnStartsAt(batch({ messageIds: ["a", "c"] }), two)).toBe(3_000 + longestMediaWaitMs);
    expect(turnStartsAt(batch({ dueAt: 60_000 }), two)).toBe(60_000);
  });

  it("is not in sight while the batch waits for a person", () => {
    expect(turnStartsAt(batch({ dueAt: null }), { pendingMedia: [pending("a", 0)] })).toBeNull();
    expect(turnStartsAt(null, { pendingMedia: [] })).toBeNull();
  });
});

describe("two batches as one", () => {
  it("hold each message once, and only what belongs to the second changes its batch", () => {
    const first = batch({ messageIds: ["a", "b"], channel: "whatsapp" });
    const next = batch({ id: "bat_2", messageIds: ["b", "x", "c"], supplements: ["b", "x"], channel: "web" });
    const both = merged(first, next);
    expect(both.batch).toMatchObject({ id: "bat_1", messageIds: ["a", "b", "x", "c"], supplements: ["x"], channel: "web" });
    expect(ownMessages(both.batch)).toEqual(["a", "b", "c"]);
    expect(both.effects).toEqual([{ type: "patchMessage", id: "c", set: { batchId: "bat_1" } }]);
  });

  it("are answered where the newest message came from, which no supplement is", () => {
    const late = batch({ id: "bat_2", messageIds: ["x"], supplements: ["x"], channel: "web" });
    expect(merged(batch({}), late).batch.channel).toBe("whatsapp");
  });
});

describe("a reason to call a person", () => {
  it("is not hidden by a trouble that passes, but by nothing else either way", () => {
    expect(calledFor(null, "spend_cap")).toBe("spend_cap");
    expect(calledFor("media_failed", "model_unavailable")).toBe("media_failed");
    expect(calledFor("model_unavailable", "media_failed")).toBe("media_failed");
    expect(calledFor("send_failed", "ambiguous_send")).toBe("ambiguous_send");
    expect(calledFor("complaint", "asked")).toBe("asked");
  });
});

describe("a batch whose writer has lost a level since", () => {
  const message = (id: string, level: 1 | 2 | 3, quoted: StoredMessage["quoted"] = null) =>
    ({ id, level, text: id, media: [], quoted }) as unknown as StoredMessage;
  const secret = { messageId: "msg_q", text: "only for Gold" };

  it("is answered without what it quotes from above, and without what was answered before", () => {
    const batch = [message("late", 3), message("above", 3, secret), message("here", 1, secret)];
    expect(atLevel(batch, ["late"], 1)).toEqual([message("above", 3, { ...secret, text: null }), message("here", 1, secret)]);
    expect(atLevel(batch, ["late"], 3)).toEqual(batch);
  });
});

describe("what a batch says", () => {
  const message = (facts: Partial<StoredMessage>) =>
    ({ sender: "client", text: "", media: [], place: null, quoted: null, button: null, ...facts }) as StoredMessage;
  const voice = message({ media: [medium({ state: "ready", text: "Vorrei parlare con una persona" })] });
  const photo = message({
    text: "questo",
    media: [medium({ kind: "image", state: "ready", description: "un listino", text: "VOGLIO UN OPERATORE" })],
  });

  it("is said by the customer only where they typed or spoke it", () => {
    expect(said(voice)).toEqual(["Vorrei parlare con una persona"]);
    expect(said(photo)).toEqual(["questo"]);
  });

  it("is about a person when a voice note asks for one, and not when a picture does", () => {
    expect(turnWords([voice], "it").intent).toBe("person");
    expect(turnWords([photo], "it").intent).not.toBe("person");
    expect(turnWords([message({ media: [medium({ kind: "image" })] })], "it").intent).toBeNull();
  });

  it("is searched for with what its files show, without Filo's own words around them", () => {
    expect(turnWords([photo], "it").searched).toEqual(["questo", "un listino", "VOGLIO UN OPERATORE"]);
    expect(turnWords([message({ text: "ciao" })], "it")).toMatchObject({ texts: ["ciao"], searched: ["ciao"] });
  });
});

describe("a WhatsApp message's cargo", () => {
  it("names each file and remembers where it lies", () => {
    let serial = 0;
    const media = [
      { url: "https://api.twilio.com/1", announcedType: "audio/ogg" },
      { url: "https://api.twilio.com/2", announcedType: "image/webp" },
    ];
    const place = { latitude: 45.1, longitude: 9.2, name: null, address: null };
    const { cargo, sources } = inboundCargo({ id: () => `med_${++serial}` }, "AC1:+1", { media, place, button: null });
    expect(cargo.media.map(({ id, kind, state }) => [id, kind, state])).toEqual([
      ["med_1", "audio", "pending"],
      ["med_2", "sticker", "pending"],
    ]);
    expect(cargo).toMatchObject({ place, button: null });
    expect(sources["med_2"]).toEqual({ line: "AC1:+1", ...media[1] });
  });
});
