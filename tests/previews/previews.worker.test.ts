import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { linkPreviews } from "../../schema/tables/inboxTools.ts";
import { Directory } from "../../workers/platform/directory.ts";
import { Files } from "../../workers/platform/files.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import type { PreviewDeps } from "../../workers/previews/deps.ts";
import { sha256Hex } from "../../workers/platform/tokens.ts";
import { previewOf } from "../../workers/previews/previewOf.ts";
import { purgePreviews } from "../../workers/previews/purgePreviews.ts";
import { commonSuite, type SuiteWorld } from "../api/commonSuite.ts";
import { problemKey } from "../api/client.ts";
import { browser, business, DB, filo, member, onlyConversation, say, threadInConsole, type Business } from "../page/filo.ts";
import { jpeg } from "../world/samples/jpeg.ts";

const { FILES } = env as unknown as { FILES: R2Bucket };
const day = 86_400_000;
const files = new Files(FILES, systemChance);
const picture = Uint8Array.from(jpeg({}));

const pageOf = (head: string) =>
  `<!doctype html><html><head>${head}</head><body><svg><title>Icona</title></svg><script>"<title>no</title>"</script></body></html>`;
const html = (text: string, type = "text/html; charset=utf-8") => new Response(text, { headers: { "content-type": type } });
const og = (name: string, content: string) => `<meta property="og:${name}" content="${content}">`;

/** A web of a few sites, and a clock. */
const web = async (sites: Record<string, () => Response | Promise<Response>>) => {
  const place = await business();
  const asked: string[] = [];
  const world = { now: 1_800_000_000_000 };
  const deps: PreviewDeps = {
    chance: { ...systemChance, now: () => world.now },
    files,
    fetch: async (address) => {
      asked.push(address);
      return (await sites[address]?.()) ?? new Response(null, { status: 404 });
    },
    publicUrl: "https://filo.test",
    simulated: null,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms / 50)),
  };
  const db = new TenantDb(DB, place.tenantId);
  return { ...place, deps, db, asked, world, see: (address: string) => previewOf(deps, db, new URL(address)) };
};

const filesOf = async (tenantId: string) => {
  const { results } = await DB.prepare("SELECT media_type AS type FROM files WHERE tenant_id = ?").bind(tenantId).all();
  const { objects } = await FILES.list({ prefix: `tenants/${tenantId}/` });
  return [results.length, objects.length];
};

describe("what stands behind a link", () => {
  it("is what its page says, with its picture, asked of the site once", async () => {
    const site = {
      "https://example.com/corso": () =>
        html(
          pageOf(
            `<title>Altro</title>${og("title", "Corso di yoga &amp; pilates")}${og("description", "Ogni marted&igrave;")}` +
              `${og("site_name", "Aurora")}${og("image", "/foto.jpg")}${og("title", "Secondo")}`,
          ),
        ),
      "https://example.com/foto.jpg": () => new Response(picture, { headers: { "content-type": "image/jpeg" } }),
    };
    const { see, asked, world, tenantId } = await web(site);
    const seen = {
      url: "https://example.com/corso",
      title: "Corso di yoga & pilates",
      description: "Ogni martedì",
      siteName: "Aurora",
      hasImage: true,
    };
    expect(await see("https://example.com/corso")).toEqual(seen);
    world.now += 7 * day - 1;
    expect(await see("https://example.com/corso")).toEqual(seen);
    expect(asked).toHaveLength(2);
    expect(await filesOf(tenantId)).toEqual([1, 1]);
    world.now += 1;
    expect(await see("https://example.com/corso")).toEqual(seen);
    expect(asked).toHaveLength(4);
    expect(await filesOf(tenantId)).toEqual([1, 1]);
  });

  it("is its title and description for a page without words for previews, in the page's own letters", async () => {
    const latin = new Uint8Array(
      [...pageOf('<meta charset="iso-8859-1"><title>Perch\u00e9?</title><meta name="Description" content="S\u00ec">')].map((c) =>
        c.charCodeAt(0),
      ),
    );
    const { see } = await web({
      "https://example.com/": () => new Response(latin, { headers: { "content-type": "text/html" } }),
    });
    expect(await see("https://example.com/")).toMatchObject({
      title: "Perché?",
      description: "Sì",
      siteName: null,
      hasImage: false,
    });
  });

  it("is nothing for what is no page, and the site is left alone for a day", async () => {
    const { see, asked, world } = await web({ "https://example.com/a.pdf": () => html("%PDF", "application/pdf") });
    for (let times = 0; times < 2; times++) expect(await see("https://example.com/a.pdf")).toBeNull();
    expect(asked).toHaveLength(1);
    world.now += day;
    expect(await see("https://example.com/a.pdf")).toBeNull();
    expect(asked).toHaveLength(2);
  });

  it.each([
    ["in a private network", "https://10.0.0.1/x.jpg", 1],
    ["that is a script", "https://example.com/x.svg", 2],
    ["that lies about what it is", "https://example.com/x.jpg", 2],
    ["that is too large", "https://example.com/big.jpg", 2],
  ])("has no picture %s", async (_name, address, calls) => {
    const large = new Uint8Array(1_048_577);
    large.set(picture);
    const { see, asked, tenantId } = await web({
      "https://example.com/": () => html(pageOf(`<title>T</title>${og("image", address)}`)),
      "https://example.com/x.svg": () => new Response("<svg onload='x'/>", { headers: { "content-type": "image/svg+xml" } }),
      "https://example.com/x.jpg": () => new Response("<html>", { headers: { "content-type": "image/jpeg" } }),
      "https://example.com/big.jpg": () => new Response(large, { headers: { "content-type": "image/jpeg" } }),
    });
    expect(await see("https://example.com/")).toMatchObject({ title: "T", hasImage: false });
    expect(asked).toHaveLength(calls);
    expect(await filesOf(tenantId)).toEqual([0, 0]);
  });

  it("is asked once for many who look at the same moment", async () => {
    const { see, asked } = await web({
      "https://example.com/": async () => {
        await new Promise((resolve) => setTimeout(resolve, 60));
        return html(pageOf("<title>Uno</title>"));
      },
    });
    const all = await Promise.all(Array.from({ length: 5 }, () => see("https://example.com/")));
    expect(all.map((one) => one?.title)).toEqual(Array.from({ length: 5 }, () => "Uno"));
    expect(asked).toHaveLength(1);
  });

  it("is forgotten with its picture, weeks after it was looked at last", async () => {
    const { see, asked, world, tenantId } = await web({
      "https://example.com/": () => html(pageOf(`<title>Uno</title>${og("image", "/foto.jpg")}`)),
      "https://example.com/foto.jpg": () => new Response(picture, { headers: { "content-type": "image/jpeg" } }),
    });
    await see("https://example.com/");
    const deps = { directory: new Directory(DB), files, db: (id: string) => new TenantDb(DB, id) };
    const rows = async () => (await new TenantDb(DB, tenantId).all(linkPreviews)).length;
    await purgePreviews(deps, world.now + 14 * day - 1);
    expect([await rows(), ...(await filesOf(tenantId))]).toEqual([1, 1, 1]);
    await purgePreviews(deps, world.now + 14 * day);
    expect([await rows(), ...(await filesOf(tenantId))]).toEqual([0, 0, 0]);
    expect(await see("https://example.com/")).toMatchObject({ hasImage: true });
    expect(asked).toHaveLength(4);
  });

  it("is asked again when whoever asked has died", async () => {
    const { see, db, world } = await web({ "https://example.com/": () => html(pageOf("<title>Uno</title>")) });
    const urlHash = await sha256Hex("https://example.com/");
    await db.batch([db.insert(linkPreviews, { urlHash, url: "https://example.com/", fetchedAt: 0, expiresAt: world.now })]);
    expect(await see("https://example.com/")).toMatchObject({ title: "Uno" });
  });
});

interface PreviewWorld extends SuiteWorld {
  place: Business;
}

let neighbour: Business | undefined;
const setUp = async (): Promise<PreviewWorld> => {
  neighbour ??= await business();
  const place = await business();
  const readonly = await member(place.tenantId, neighbour.userId, "readonly");
  return { app: filo, owner: place.console, readonly, stranger: neighbour.console, place };
};

const messageWith = async (place: Business, text: string) => {
  await say(browser(), place.agent, text);
  const id = await onlyConversation(place.tenantId);
  const message = (await threadInConsole(place.console, id)).find(({ sender }) => sender === "client")!;
  return { id, messageId: message.id };
};

/** A message whose link has been looked at already: the tests' Worker has no web. */
const lookedAt = async (place: Business) => {
  const address = "https://example.com/corso";
  const params = await messageWith(place, `Guarda ${address}!`);
  const deps: PreviewDeps = {
    chance: systemChance,
    files,
    fetch: async (at) =>
      at === address
        ? html(pageOf(`<title>Corso</title>${og("image", "/foto.jpg")}`))
        : new Response(picture, { headers: { "content-type": "image/jpeg" } }),
    publicUrl: "https://filo.test",
    simulated: null,
    pause: async () => undefined,
  };
  await previewOf(deps, new TenantDb(DB, place.tenantId), new URL(address));
  return params;
};

commonSuite("previews", setUp, {
  "GET /api/conversations/{id}/messages/{messageId}/link-preview": async ({ place }) => ({ params: await lookedAt(place) }),
  "GET /api/conversations/{id}/messages/{messageId}/link-preview/image": async ({ place }) => ({ params: await lookedAt(place) }),
});

describe("over HTTP", () => {
  const path = ({ id, messageId }: { id: string; messageId: string }, rest = "") =>
    `/api/conversations/${id}/messages/${messageId}/link-preview${rest}`;

  it("serves the picture as media are served", async () => {
    const place = await business();
    const params = await lookedAt(place);
    expect(await place.console.json("GET", path(params))).toMatchObject({ title: "Corso", hasImage: true });
    const image = await place.console.send("GET", path(params, "/image"));
    expect(new Uint8Array(await image.arrayBuffer())).toEqual(picture);
    expect(Object.fromEntries(image.headers)).toMatchObject({
      "content-type": "image/jpeg",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "content-disposition": expect.stringMatching(/^attachment/),
      "cache-control": "private, no-cache",
    });
    const headers = { "if-none-match": image.headers.get("etag")! };
    expect((await place.console.send("GET", path(params, "/image"), { headers })).status).toBe(304);
  });

  it("asks for nothing that doesn't stand in that message of that thread", async () => {
    const place = await business();
    const params = await messageWith(place, "Nessun link, solo http://10.0.0.1/ e https://127.0.0.1/");
    expect(await place.console.json("GET", path(params))).toBeNull();
    expect(await problemKey(await place.console.send("GET", path(params, "/image")))).toBe("not_found");
    const other = await lookedAt(await business());
    const mixed = [path({ ...params, messageId: other.messageId }), path({ ...other, messageId: params.messageId })];
    for (const one of mixed) expect(await problemKey(await place.console.send("GET", one))).toBe("not_found");
  });
});
