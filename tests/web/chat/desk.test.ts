import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeDesk } from "../../../web/src/chat/files/desk.ts";
import type { PageFile } from "../../../web/src/chat/files/pageFile.ts";
import type { Kept } from "../../../web/src/chat/kept.ts";
import type { Store } from "../../../web/src/chat/store.ts";
import { pageFile } from "./messages.ts";

type Answer = { status: number; body: unknown } | "no network";

/** The uploads on their way: each is answered by the test. */
let uploads: { address: string; answer: (answer: Answer) => void; isAborted: () => boolean }[] = [];

class Request {
  readonly upload = new EventTarget();
  readonly #events = new EventTarget();
  status = 0;
  responseText = "";
  #address = "";
  #isAborted = false;
  open(_method: string, address: string) {
    this.#address = address;
  }
  setRequestHeader() {}
  addEventListener(name: string, act: () => void) {
    this.#events.addEventListener(name, act);
  }
  abort() {
    this.#isAborted = true;
    this.#events.dispatchEvent(new Event("abort"));
  }
  send() {
    const answer = (given: Answer) => {
      if (given === "no network") return this.#events.dispatchEvent(new Event("error"));
      this.status = given.status;
      this.responseText = JSON.stringify(given.body);
      return this.#events.dispatchEvent(new Event("load"));
    };
    uploads.push({ address: this.#address, answer, isAborted: () => this.#isAborted });
  }
}

const problem = (key: string, status: number): Answer => ({ status, body: { type: `https://filo.example/problems/${key}` } });
const uploaded = (id: string): Answer => ({ status: 201, body: { id } });
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

beforeEach(() => {
  uploads = [];
  vi.stubGlobal("XMLHttpRequest", Request);
});
afterEach(() => vi.unstubAllGlobals());

const desk = (stored: PageFile[] = []) => {
  let kept = stored;
  const placed: unknown[] = [];
  const keeping = { readFiles: () => kept, writeFiles: (files: readonly PageFile[]) => (kept = [...files]) } as unknown as Kept;
  const store = { slug: "coach", dispatch: (action: unknown) => placed.push(action) } as unknown as Store;
  return { desk: makeDesk(store, keeping, (act) => act(() => undefined)), kept: () => kept, placed };
};
const picture = (name: string, size = 10) => new File([new Uint8Array(size)], name, { type: "image/jpeg" });

describe("files in the composer", () => {
  it("upload as soon as they are here, and are kept with where they lie", async () => {
    const page = desk();
    page.desk.attach([picture("cena è.jpg")]);
    await settled();
    expect(uploads.map(({ address }) => address)).toEqual(["/api/public/ai/coach/media?name=cena+%C3%A8.jpg"]);
    expect(page.kept()).toMatchObject([{ name: "cena è.jpg", mediaId: null }]);
    uploads[0]?.answer(uploaded("med_1"));
    await settled();
    expect(page.kept()).toMatchObject([{ mediaId: "med_1" }]);
    expect(page.desk.takeAll()).toMatchObject([{ mediaId: "med_1", kind: "image" }]);
    expect(page.desk.tray()).toEqual([]);
    expect(page.kept()).toEqual([]);
  });

  it("that can't be sent are told of at once, with the eleventh, and never uploaded", async () => {
    const page = desk();
    const many = Array.from({ length: 11 }, (_none, at) => picture(`${at}.jpg`));
    page.desk.attach([new File(["x"], "film.mkv"), picture("leer.jpg", 0), picture("huge.jpg", 16 * 1024 * 1024 + 1), ...many]);
    expect(page.desk.refused().map(({ name, reason }) => [name, reason])).toEqual([
      ["film.mkv", "unsupported"],
      ["leer.jpg", "empty"],
      ["huge.jpg", "too_large"],
      ["10.jpg", "too_many"],
    ]);
    await settled();
    expect(uploads).toHaveLength(10);
  });

  it("that the server finds to be something else leave with a word", async () => {
    const page = desk();
    page.desk.attach([picture("lie.jpg")]);
    await settled();
    uploads[0]?.answer(problem("unsupported_media", 415));
    await settled();
    expect([page.desk.tray(), page.desk.refused()]).toEqual([[], [{ name: "lie.jpg", reason: "unsupported" }]]);
  });

  it("wait for the network, and go on when it is back", async () => {
    const page = desk();
    page.desk.attach([picture("a.jpg")]);
    await settled();
    uploads[0]?.answer("no network");
    await settled();
    expect(page.desk.tray()[0]?.problem()).toBe("offline");
    page.desk.resume();
    await settled();
    uploads[1]?.answer(uploaded("med_1"));
    await settled();
    expect(page.desk.tray()[0]?.mediaId()).toBe("med_1");
  });

  it("stop uploading when they are taken out", async () => {
    const page = desk();
    page.desk.attach([picture("a.jpg")]);
    await settled();
    page.desk.remove(page.desk.tray()[0]!);
    expect(uploads[0]?.isAborted()).toBe(true);
    expect([page.desk.tray(), page.kept()]).toEqual([[], []]);
  });

  it("come back after a reload when they were uploaded, and are let go of when their content is lost", async () => {
    const page = desk([pageFile("here", { mediaId: "med_kept" }), pageFile("lost")]);
    await settled();
    await settled();
    expect(page.kept().map(({ id }) => id)).toEqual(["here"]);
    expect(page.desk.tray()[0]?.source()).toBe("/api/public/ai/coach/media/med_kept");
    expect(uploads).toEqual([]);
  });
});

describe("files of a message on its way", () => {
  it("go up once, however often they are asked for, and again when the server has forgotten them", async () => {
    const page = desk();
    page.desk.attach([picture("a.jpg")]);
    const files = page.desk.takeAll();
    const both = Promise.all([page.desk.upload(files), page.desk.upload(files)]);
    await settled();
    expect(uploads).toHaveLength(1);
    uploads[0]?.answer(uploaded("med_1"));
    expect(await both).toEqual([["med_1"], ["med_1"]]);
    page.desk.forget(files);
    const again = page.desk.upload(files);
    await settled();
    uploads[1]?.answer(uploaded("med_2"));
    expect(await again).toEqual(["med_2"]);
    expect(page.placed).toEqual([
      { type: "uploaded", fileId: files[0]?.id, mediaId: "med_1" },
      { type: "uploaded", fileId: files[0]?.id, mediaId: null },
      { type: "uploaded", fileId: files[0]?.id, mediaId: "med_2" },
    ]);
  });

  it("whose content is lost are told of", async () => {
    await expect(desk().desk.upload([pageFile("lost")])).rejects.toMatchObject({ key: "not_found" });
  });
});
