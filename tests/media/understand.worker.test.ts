import { beforeEach, describe, expect, it } from "vitest";
import type { ModelFailure } from "../../workers/models/port.ts";
import { mostTries } from "../../workers/media/mediaJobs.ts";
import { sample } from "../world/samples/catalogue.ts";
import * as hostile from "../world/samples/hostile.ts";
import { DB, FILES, MediaDesk } from "./mediaDesk.ts";

let desk: MediaDesk;
beforeEach(async () => {
  desk = await MediaDesk.open();
});

const failing = (failure: ModelFailure) => desk.answers.push({ ok: false, failure, detail: failure });

describe("what a file says or shows", () => {
  it("of a picture is asked of the model once, paid for, kept and told", async () => {
    const id = await desk.fetched(sample("pasta.jpg").bytes, "image/jpeg");
    desk.says({ kind: "food", description: "Un piatto di pasta", calories: 520, text: null });
    expect(await desk.run("understand_media", id)).toEqual({ kind: "done" });
    expect(await desk.row(id)).toMatchObject({
      state: "ready",
      text: null,
      description: "Un piatto di pasta\nCalorie stimate: circa 520 kcal.",
    });
    expect(desk.told.at(-1)).toMatchObject({ messageId: `msg_${id.slice(4)}`, media: { id, state: "ready" } });
    expect(desk.asked).toHaveLength(1);
    expect(desk.asked[0]?.request.contents[0]?.files?.[0]).toMatchObject({ mediaType: "image/jpeg" });
    expect(desk.asked[0]?.options.keyFor).toEqual({
      tenantId: desk.ids.tenant,
      payer: "pool",
      conversationId: desk.ids.conversation,
    });
    const [reserved] = desk.reserved;
    expect(reserved).toMatchObject({ messageIds: [], limit: null, capMicros: 3_500_000 });
    expect(desk.settled).toMatchObject([{ turnId: reserved?.turnId, day: reserved?.day }]);
    expect(desk.settled[0]?.micros).toBeGreaterThan(0);
    expect(desk.settled[0]?.micros).toBeLessThanOrEqual(reserved?.maxMicros ?? 0);
  });

  it("is asked once, also when the run was cut short before telling", async () => {
    const id = await desk.fetched(sample("nota-vocale.ogg").bytes, "audio/ogg");
    desk.says({ transcript: "Quanto costa il corso base?" });
    desk.threadIsAway = true;
    expect(await desk.run("understand_media", id)).toMatchObject({ kind: "again" });
    desk.threadIsAway = false;
    desk.ahead += 5 * 60_000;
    expect(await desk.run("understand_media", id)).toEqual({ kind: "done" });
    expect(desk.asked).toHaveLength(1);
    expect(desk.told.at(-1)).toMatchObject({ media: { state: "ready", text: "Quanto costa il corso base?", durationMs: 4_000 } });
    expect(await desk.run("understand_media", id)).toBeNull();
  });

  it("of a client's file is paid with the tenant's own key", async () => {
    desk = await MediaDesk.open({ roles: ["client"] });
    const id = await desk.fetched(sample("allenamento.mp4").bytes, "video/mp4");
    desk.says({ description: "Piegamenti", transcript: "Va bene così?" });
    await desk.run("understand_media", id);
    expect(desk.asked[0]?.options.keyFor.payer).toBe("tenant");
    expect(await desk.row(id)).toMatchObject({
      state: "ready",
      text: "Va bene così?",
      description: "Piegamenti",
      durationMs: 2_000,
    });
  });

  it("of a document is its own text, and what the model makes of it", async () => {
    const id = await desk.fetched(sample("fattura.pdf").bytes, "application/pdf");
    desk.says({ description: "Fattura 42, totale 122,00 EUR, scadenza 30/11/2026" });
    await desk.run("understand_media", id);
    const row = await desk.row(id);
    expect(row?.text).toContain("Totale 122,00 EUR");
    expect(row?.description).toContain("122,00 EUR");
    expect(desk.asked[0]?.request.contents[0]).toMatchObject({ files: [], text: expect.stringContaining("FATTURA N. 42") });
  });

  it.each(["diario.docx", "spese.xlsx", "spese.csv"] as const)("of %s likewise", async (name) => {
    const id = await desk.fetched(sample(name).bytes, sample(name).contentType);
    desk.says({ description: "Un documento" });
    await desk.run("understand_media", id);
    expect(await desk.row(id)).toMatchObject({
      state: "ready",
      description: "Un documento",
      text: expect.stringMatching(/Pranzo|Affitto/),
    });
  });

  it("of shared contacts needs no model", async () => {
    const id = await desk.fetched(sample("contatto.vcf").bytes, "text/vcard");
    await desk.run("understand_media", id);
    expect(await desk.row(id)).toMatchObject({ kind: "contact", state: "ready", text: expect.stringContaining("+447700900002") });
    expect([desk.asked, desk.reserved]).toEqual([[], []]);
  });

  it("stays unsaid, and costs nothing, when they are blocked", async () => {
    await DB.prepare("UPDATE contacts SET blocked_at = 1 WHERE tenant_id = ?").bind(desk.ids.tenant).run();
    const id = await desk.fetched(sample("nota-vocale.ogg").bytes, "audio/ogg");
    desk.says({ transcript: "Rispondete!" });
    expect(await desk.run("understand_media", id)).toEqual({ kind: "done" });
    expect(await desk.row(id)).toMatchObject({ state: "ready", text: null });
    expect([desk.asked, desk.reserved]).toEqual([[], []]);
  });

  it("stays unsaid where there is no model", async () => {
    const id = await desk.fetched(sample("pasta.jpg").bytes, "image/jpeg");
    desk.says("L'assistente AI è offline", { model: "offline", tokensIn: 0, tokensOut: 0 });
    await desk.run("understand_media", id);
    expect(await desk.row(id)).toMatchObject({ state: "ready", text: null, description: null });
  });
});

describe("a model that doesn't answer", () => {
  it("is asked again, and answers in the end", async () => {
    const id = await desk.fetched(sample("nota-vocale.ogg").bytes, "audio/ogg");
    failing("unavailable");
    desk.says({ transcript: "Ciao" });
    expect((await desk.runToEnd("understand_media", id)).map(({ kind }) => kind)).toEqual(["again", "done"]);
    expect(await desk.row(id)).toMatchObject({ state: "ready", text: "Ciao" });
    expect(desk.told.filter(({ media }) => media.state === "ready")).toHaveLength(1);
  });

  it("is given up after the job's attempts, with a note and whatever was read without it", async () => {
    const note = await desk.fetched(sample("nota-vocale.ogg").bytes, "audio/ogg");
    const bill = await desk.fetched(sample("diario.docx").bytes, "application/msword");
    for (let attempt = 0; attempt < 2 * mostTries.understand_media; attempt++) failing("unavailable");
    expect(await desk.runToEnd("understand_media", note)).toHaveLength(mostTries.understand_media);
    await desk.runToEnd("understand_media", bill);
    expect(await desk.row(note)).toMatchObject({
      state: "ready",
      text: null,
      description: expect.stringContaining("raggiungibile"),
    });
    expect(await desk.row(bill)).toMatchObject({ state: "ready", description: expect.stringContaining("Non analizzato") });
  });

  it.each<[ModelFailure, string]>([
    ["refused", "non descrive"],
    ["empty", "non descrive"],
    ["bad_request", "formato"],
  ])("because of the file itself (%s) isn't asked again", async (failure, words) => {
    const id = await desk.fetched(sample("pasta.jpg").bytes, "image/jpeg");
    failing(failure);
    expect(await desk.run("understand_media", id)).toEqual({ kind: "done" });
    expect(await desk.row(id)).toMatchObject({ state: "ready", text: null, description: expect.stringContaining(words) });
  });

  it("but with nonsense leaves the file without words", async () => {
    const id = await desk.fetched(sample("pasta.jpg").bytes, "image/jpeg");
    desk.says("Mi dispiace, non posso.");
    await desk.run("understand_media", id);
    expect(await desk.row(id)).toMatchObject({ state: "ready", text: null, description: null });
  });

  it("is not asked at all once the day's money is spent", async () => {
    const id = await desk.fetched(sample("pasta.jpg").bytes, "image/jpeg");
    desk.reserveAnswer = { kind: "spend_cap" };
    await desk.run("understand_media", id);
    expect(await desk.row(id)).toMatchObject({ state: "ready", description: expect.stringContaining("limite di spesa") });
    expect([desk.asked, desk.settled]).toEqual([[], []]);
  });
});

describe("a file whose every run is cut short", () => {
  it("is ready in the end, with a note, and its conversation is told", async () => {
    const id = await desk.fetched(sample("nota-vocale.ogg").bytes, "audio/ogg");
    for (let attempt = 0; attempt < 20; attempt++) desk.answers.push(new Error("out of memory"));
    expect((await desk.runToEnd("understand_media", id)).at(-1)).toEqual({ kind: "done" });
    expect(await desk.row(id)).toMatchObject({
      state: "ready",
      text: null,
      description: expect.stringContaining("Non analizzato"),
    });
    expect(desk.told.at(-1)).toMatchObject({ media: { state: "ready" } });
  });

  it("pays for each of its calls: what the first may have cost stays reserved", async () => {
    const id = await desk.fetched(sample("nota-vocale.ogg").bytes, "audio/ogg");
    desk.answers.push(new Error("out of memory"));
    desk.says({ transcript: "Ciao" });
    await desk.runToEnd("understand_media", id);
    const turns = desk.reserved.map(({ turnId }) => turnId);
    expect(new Set(turns).size).toBe(2);
    expect(desk.settled.map(({ turnId }) => turnId)).toEqual(turns.slice(1));
  });
});

describe("a document that means harm", () => {
  it("is refused when reading shows it, and its content goes", async () => {
    const id = await desk.fetched(hostile.entitiesDocx(), "application/msword");
    expect((await desk.row(id))?.state).toBe("stored");
    await desk.run("understand_media", id);
    expect(await desk.row(id)).toMatchObject({ state: "refused", failure: "harmful", fileId: null });
    expect((await FILES.list({ prefix: `tenants/${desk.ids.tenant}/` })).objects).toEqual([]);
    expect(desk.told.at(-1)).toMatchObject({ media: { state: "refused", failure: "harmful" } });
  });

  it.each([
    ["of 60,000 objects", () => hostile.pdfManyObjects(), "Una pagina sola"],
    ["of 5,000 pages", () => hostile.pdfManyPages(), "Pagina 100"],
  ])("or is only enormous, %s, is read in part within seconds", async (_, make, words) => {
    const id = await desk.fetched(make(), "application/pdf");
    desk.says({ description: "Un documento" });
    const began = Date.now();
    await desk.run("understand_media", id);
    expect(Date.now() - began).toBeLessThan(20_000);
    expect((await desk.row(id))?.text).toContain(words);
  });

  it("and ends every run of its reader is not read a fourth time", async () => {
    const id = await desk.fetched(sample("fattura.pdf").bytes, "application/pdf");
    await DB.prepare("UPDATE jobs SET attempts = 3 WHERE tenant_id = ? AND kind = 'understand_media'")
      .bind(desk.ids.tenant)
      .run();
    await desk.run("understand_media", id);
    expect(await desk.row(id)).toMatchObject({
      state: "ready",
      text: null,
      description: expect.stringContaining("non si riesce a leggere"),
    });
  });
});

it("reads and writes rows by an index only, and few of them", async () => {
  const id = await desk.fetched(sample("pasta.jpg").bytes, "image/jpeg");
  desk.says({ kind: "other", description: "Un piatto" });
  await desk.run("understand_media", id);
  expect(desk.statements.size).toBeLessThan(20);
  for (const query of desk.statements) {
    const values = Array.from({ length: query.split("?").length - 1 }, () => null);
    const plan = await DB.prepare(`EXPLAIN QUERY PLAN ${query}`)
      .bind(...values)
      .all<{ detail: string }>();
    expect([query, plan.results.filter(({ detail }) => detail.startsWith("SCAN"))]).toEqual([query, []]);
  }
});
