import { beforeEach, describe, expect, it } from "vitest";
import type { Media } from "../../schema/contract/media.ts";
import { adoptMedia } from "../../workers/media/adoptMedia.ts";
import { purgeUploads } from "../../workers/media/purgeUploads.ts";
import { claimForConversation, claimUploads, uploadKept, uploadMedia } from "../../workers/media/uploads.ts";
import { Directory } from "../../workers/platform/directory.ts";
import { isRefusal } from "../../workers/platform/refusal.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { concat, latin1 } from "../world/samples/bytes.ts";
import { sample, type SampleName } from "../world/samples/catalogue.ts";
import { exifBlock, withExif } from "../world/samples/exif.ts";
import { heic, isoBox } from "../world/samples/heic.ts";
import { DB, FILES, MediaDesk } from "./mediaDesk.ts";

let desk: MediaDesk;
beforeEach(async () => {
  await DB.prepare("DELETE FROM media").run();
  desk = await MediaDesk.open();
});

const upload = async (thread: string | null, name: SampleName = "pasta.jpg"): Promise<Media> => {
  const owner = { contactId: desk.ids.contact, thread };
  const medium = await uploadMedia(desk.deps, desk.db, owner, { name, bytes: sample(name).bytes });
  if (isRefusal(medium)) throw new Error(medium.key);
  return medium;
};
const own = () => upload(desk.ids.conversation);
const claim = (...ids: string[]) => claimUploads(desk.deps, desk.db, desk.ids.contact, ids);

describe("uploads for a message", () => {
  it("are claimed in the order given, each once, and again when the message comes again", async () => {
    const [first, second] = [await own(), await upload(desk.ids.conversation, "fattura.pdf")];
    expect(await claim(second.id, first.id, second.id)).toEqual([second, first]);
    await DB.prepare("UPDATE media SET message_id = 'msg_1'").run();
    desk.ahead = 3 * uploadKept;
    expect(await claim(second.id, first.id)).toEqual([second, first]);
    expect(await claim()).toEqual([]);
  });

  it("are nobody else's, and good for a day", async () => {
    const medium = await own();
    const other = await MediaDesk.open();
    const ofAnother = [
      await claimUploads(desk.deps, other.db, other.ids.contact, [medium.id]),
      await claimUploads(desk.deps, desk.db, other.ids.contact, [medium.id]),
      await claim(medium.id, desk.chance.id("media")),
      await claim(await desk.fetched(sample("pasta.jpg").bytes, "image/jpeg")),
    ];
    desk.ahead = uploadKept + 1;
    for (const refusal of [...ofAnother, await claim(medium.id)])
      expect(refusal).toMatchObject({ key: "invalid_input", errors: [{ path: "mediaIds", code: "unknown_media" }] });
  });

  it("are kept without the place they were taken at", async () => {
    const plain = sample("pasta.jpg").bytes;
    const taken = withExif(plain, "image/jpeg", exifBlock({ place: "Via Inventata 1", turn: 1 }));
    const owner = { contactId: desk.ids.contact, thread: null };
    const medium = await uploadMedia(desk.deps, desk.db, owner, { name: "foto.jpg", bytes: taken });
    if (isRefusal(medium)) throw new Error(medium.key);
    const kept = await desk.files.read(desk.db, (await desk.row(medium.id))!.fileId!);
    expect(kept!.bytes).toEqual(plain);
    expect([medium.bytes, kept!.row.bytes]).toEqual([plain.length, plain.length]);
  });

  it.each(["image/heic", "video/mp4"])("as %s are kept without it too", async (mediaType) => {
    const words = latin1("Via Inventata 1");
    const { bytes } = heic([{ type: "Exif", pieces: [words], at: "mdat" }]);
    const taken = mediaType === "image/heic" ? bytes : concat(sample("allenamento.mp4").bytes, isoBox("udta", words));
    const medium = await uploadMedia(
      desk.deps,
      desk.db,
      { contactId: desk.ids.contact, thread: null },
      { name: "x", bytes: taken },
    );
    if (isRefusal(medium)) throw new Error(medium.key);
    const kept = await desk.files.read(desk.db, (await desk.row(medium.id))!.fileId!);
    expect(medium).toMatchObject({ mediaType, bytes: taken.length });
    expect(new TextDecoder("latin1").decode(kept!.bytes)).not.toContain("Via");
  });

  it("of the console are the customer's only once they are sent", async () => {
    const draft = await upload(null);
    expect(await claim(draft.id)).toMatchObject({ key: "invalid_input" });
    expect(await claimForConversation(desk.deps, desk.db, desk.ids.conversation, [draft.id])).toEqual([draft]);
    expect(await desk.row(draft.id)).toMatchObject({ conversationId: desk.ids.conversation, messageId: null });
    const other = await MediaDesk.open();
    expect(await claimForConversation(desk.deps, other.db, other.ids.conversation, [draft.id])).toMatchObject({
      key: "invalid_input",
    });
    expect(await claimForConversation(desk.deps, other.db, desk.ids.conversation, [draft.id])).toMatchObject({
      key: "not_found",
    });
  });
});

describe("an upload that is sent in two messages", () => {
  const adopt = (media: Media, messageId: string) =>
    adoptMedia(desk.deps, desk.db, {
      contactId: desk.ids.contact,
      conversationId: desk.ids.conversation,
      messageId,
      media,
      source: null,
    });
  const place = (messageId: string) => ({ conversationId: desk.ids.conversation, messageId });
  const told = () => desk.told.map(({ messageId, media }) => [messageId, media.state, media.description]);

  it("is read once, and both are told", async () => {
    const medium = await own();
    for (const message of ["msg_1", "msg_2", "msg_1", "msg_2"]) await adopt(medium, message);
    expect(await desk.row(medium.id)).toMatchObject({ messageId: "msg_1" });
    expect(await desk.run("understand_media", medium.id, place("msg_2"))).toMatchObject({ kind: "again" });
    desk.says({ kind: "food", description: "Un piatto di pasta", calories: null, text: null });
    expect(await desk.run("understand_media", medium.id)).toEqual({ kind: "done" });
    desk.ahead += 60_000;
    expect(await desk.run("understand_media", medium.id, place("msg_2"))).toEqual({ kind: "done" });
    expect(told()).toEqual(["msg_1", "msg_2"].map((message) => [message, "ready", "Un piatto di pasta"]));
    expect(desk.asked).toHaveLength(1);
    expect(await desk.job("understand_media", medium.id, place("msg_1"))).toBeNull();
  });

  it("is told of by no job where it was ready when it was sent", async () => {
    const medium = await own();
    await adopt(medium, "msg_1");
    desk.says({ kind: "other", description: "Una foto", text: null });
    await desk.run("understand_media", medium.id);
    await adopt({ ...medium, state: "ready" }, "msg_2");
    expect(await desk.job("understand_media", medium.id, place("msg_2"))).toBeNull();
  });
});

describe("uploads that are never sent", () => {
  const purge = () =>
    purgeUploads(
      { directory: new Directory(DB), db: (tenantId) => new TenantDb(DB, tenantId), files: desk.files },
      desk.chance.now(),
    );
  const objects = async () => (await FILES.list({ prefix: `tenants/${desk.ids.tenant}/` })).objects.length;

  it("go with their content a day and an hour later; those that were sent stay", async () => {
    const [kept, gone] = [await own(), await upload(null)];
    await DB.prepare("UPDATE media SET message_id = 'msg_1' WHERE id = ?").bind(kept.id).run();
    desk.ahead = uploadKept + 30 * 60_000;
    await purge();
    expect(await desk.row(gone.id)).not.toBeNull();
    desk.ahead = uploadKept + 61 * 60_000;
    await purge();
    expect([await desk.row(gone.id), (await desk.row(kept.id))?.id, await objects()]).toEqual([null, kept.id, 1]);
    const { results } = await DB.prepare("SELECT id FROM files WHERE tenant_id = ?").bind(desk.ids.tenant).all();
    expect(results).toHaveLength(1);
  });

  it("are found by their index", async () => {
    const query = "SELECT tenant_id, id FROM media WHERE message_id IS NULL AND created_at <= 5 ORDER BY created_at LIMIT 9";
    const plan = await DB.prepare(`EXPLAIN QUERY PLAN ${query}`).all<{ detail: string }>();
    expect(plan.results.map(({ detail }) => detail)).toEqual([expect.stringContaining("USING INDEX media_unsent")]);
  });
});
