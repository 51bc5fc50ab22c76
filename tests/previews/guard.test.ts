import { describe, expect, it } from "vitest";
import { firstLink } from "../../workers/previews/firstLink.ts";
import { mayBeAsked } from "../../workers/previews/guard.ts";
import { readWeb, type Wanted } from "../../workers/previews/readWeb.ts";

/** Ways that have been used to make a server ask what only it can reach. */
const hostile = [
  "http://example.com/",
  "ftp://example.com/",
  "https://user@example.com/",
  "https://user:word@example.com/",
  "https://example.com@127.0.0.1/",
  "https://example.com:8443/",
  "https://example.com:22/",
  "https://127.0.0.1/",
  "https://127.1/",
  "https://2130706433/",
  "https://0x7f000001/",
  "https://0x7f.1/",
  "https://0177.0.0.1/",
  "https://017700000001/",
  "https://0/",
  "https://0.0.0.0/",
  "https://10.0.0.1/",
  "https://172.16.0.1/",
  "https://192.168.1.1/",
  "https://169.254.169.254/latest/meta-data/",
  "https://100.64.0.1/",
  "https://8.8.8.8/",
  "https://127.0.0.1./",
  "https://[::1]/",
  "https://[::]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:7f00:1]/",
  "https://[64:ff9b::7f00:1]/",
  "https://[fd00::1]/",
  "https://[fe80::1]/",
  "https://[2001:4860:4860::8888]/",
  "https://localhost/",
  "https://LOCALHOST/",
  "https://localhost./",
  "https://localhost.localdomain/",
  "https://%6c%6f%63%61%6c%68%6f%73%74/",
  "https://app.localhost/",
  "https://printer.local/",
  "https://metadata.google.internal/computeMetadata/v1/",
  "https://service.cluster.local/",
  "https://router.lan/",
  "https://nas.home.arpa/",
  "https://intranet/",
  "https://example.com./",
  "https://hidden.onion/",
  "https://127。0。0。1/",
  "https://127．0．0．1/",
  "https://１２７.0.0.1/",
  "https://①②⑦.⓪.⓪.①/",
  "https://ⓛocalhost/",
  "https://localhost。/",
  "https://127.0.0.1.nip.io/",
  "https://app.127-0-0-1.sslip.io/",
  "https://localtest.me/",
  "https://7f000001.c0a80001.rbndr.us/",
  "https://make-127.0.0.1-rebind-10.0.0.1-rr.1u.ms/",
  "https://a.1.1.1.1.1time.127.0.0.1.forever.rebind.network/",
  "https://.example.com/",
  "https://example..com/",
];

const fine = [
  "https://example.com/",
  "https://www.example.co.uk/a?b=c#d",
  "https://example.com:443/",
  "https://xn--bcher-kva.example.com/",
  "https://bücher.example.com/",
  "https://esempio.xn--p1ai/",
  "https://1password.com/",
  "https://my-shop.travel/",
];

describe("what may be asked", () => {
  it.each(hostile)("never %s", (address) => {
    expect(URL.canParse(address) && mayBeAsked(new URL(address), null)).toBe(false);
    expect(URL.canParse(address) && mayBeAsked(new URL(address), "http://127.0.0.1:9999")).toBe(false);
    expect(firstLink(`guarda ${address} qui`, null)).toBeNull();
  });

  it.each(fine)("but %s", (address) => expect(mayBeAsked(new URL(address), null)).toBe(true));

  it("and the simulated world, where there is one, at its own port alone", () => {
    const world = "http://127.0.0.1:4000";
    expect(mayBeAsked(new URL(`${world}/pages/x`), world)).toBe(true);
    expect(mayBeAsked(new URL("http://127.0.0.1:4001/"), world)).toBe(false);
    expect(mayBeAsked(new URL("http://a@127.0.0.1:4000/"), world)).toBe(false);
    expect(mayBeAsked(new URL("https://127.0.0.1:4000/"), world)).toBe(false);
  });
});

describe("the first link of a message", () => {
  it.each([
    ["senza", null],
    ["Guarda https://example.com/a, poi dimmi", "https://example.com/a"],
    ["(https://example.com/a_(b)?x=1).", "https://example.com/a_(b)?x=1"],
    ["*https://example.com/b*", "https://example.com/b"],
    ["http://example.com/ e https://example.org/", "https://example.org/"],
    ["https://127.0.0.1/ e https://example.org/", "https://example.org/"],
    ['<a href="https://example.com/c">', "https://example.com/c"],
    [`https://example.com/${"a".repeat(3_000)}`, null],
    ["https:// https://example.com", "https://example.com/"],
  ])("of %j", (text, link) => expect(firstLink(text, null)?.href ?? null).toBe(link));
});

const page: Wanted = {
  accept: "text/html",
  isType: (announced) => announced.startsWith("text/html"),
  mostBytes: 1_000,
  isHeadEnough: true,
};

type Site = (address: string) => Response;

const askOf = async (site: Site, address: string, wanted = page) => {
  const asked: { address: string; init: RequestInit }[] = [];
  const deps = {
    fetch: async (address: string, init: RequestInit) => {
      asked.push({ address, init });
      return site(address);
    },
    publicUrl: "https://filo.test",
    simulated: null,
  };
  const found = await readWeb(deps, new URL(address), wanted);
  return { found, asked };
};

const html = (text: string | Uint8Array<ArrayBuffer>, headers = {}) =>
  new Response(text, { headers: { "content-type": "text/html", ...headers } });
const goTo = (location: string, status = 302) => new Response(null, { status, headers: { location } });

describe("reading an address", () => {
  it("says who asks, and sends nothing else of anybody's", async () => {
    const { found, asked } = await askOf(() => html("ciao"), "https://example.com/a#b");
    expect(new TextDecoder().decode(found?.bytes)).toBe("ciao");
    expect(asked[0]!.address).toBe("https://example.com/a");
    expect(asked[0]!.init).toMatchObject({ method: "GET", redirect: "manual" });
    expect(asked[0]!.init.headers).toEqual({ accept: "text/html", "user-agent": "FiloLinkPreview/1.0 (+https://filo.test)" });
  });

  it.each(hostile.filter((address) => URL.canParse(address)))("does not follow to %s", async (address) => {
    const { found, asked } = await askOf(
      (at) => (at === "https://example.com/" ? goTo(address) : html("secret")),
      "https://example.com/",
    );
    expect([found, asked.length]).toEqual([null, 1]);
  });

  it.each(["//127.0.0.1/", "\\\\127.0.0.1\\", "javascript:alert(1)", "file:///etc/passwd", "http:", "https://[::1"])(
    "does not follow to %s",
    async (location) =>
      expect(
        (await askOf((at) => (at.includes("example") ? goTo(location) : html("secret")), "https://example.com/")).found,
      ).toBeNull(),
  );

  it("follows three redirects, and not a fourth", async () => {
    const chain =
      (end: number): Site =>
      (at) => {
        const step = Number(/\d+$/.exec(at)?.[0]);
        return step === end ? html("da") : goTo(`/${step + 1}`, [301, 302, 303, 307, 308][step] ?? 302);
      };
    const three = await askOf(chain(3), "https://example.com/0");
    expect([three.found?.url.href, three.asked.length]).toEqual(["https://example.com/3", 4]);
    const four = await askOf(chain(4), "https://example.com/0");
    expect([four.found, four.asked.length]).toEqual([null, 4]);
  });

  it("takes the head of a page that never ends, and nothing of a picture that is too large", async () => {
    let pulled = 0;
    const endless = () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            pulled += 1;
            controller.enqueue(new Uint8Array(300).fill(97));
          },
        }),
        { headers: { "content-type": "text/html" } },
      );
    expect((await askOf(endless, "https://example.com/")).found?.bytes).toHaveLength(1_000);
    expect(pulled).toBeLessThan(20);
    expect((await askOf(endless, "https://example.com/", { ...page, isHeadEnough: false })).found).toBeNull();
  });

  it.each([
    ["another type", () => new Response("x", { headers: { "content-type": "application/pdf" } })],
    ["no type", () => new Response(new Uint8Array(3))],
    ["an error", () => new Response("x", { status: 500, headers: { "content-type": "text/html" } })],
    ["a redirect to nowhere", () => new Response(null, { status: 302 })],
    [
      "a broken line",
      () => {
        throw new Error("reset");
      },
    ],
  ])("is nothing with %s", async (_name, site) => expect((await askOf(site, "https://example.com/")).found).toBeNull());
});
