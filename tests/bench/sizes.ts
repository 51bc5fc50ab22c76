import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium, type Browser } from "playwright-core";
import { out } from "../local/paths.ts";
import { startStage, type Stage } from "../support/stage.ts";

const kilobyte = 1_000;

const gzipped = (content: Uint8Array | string): number => gzipSync(content, { level: 9 }).length;

/** The Worker as it is uploaded, in kB of gzip; its source maps stay at home. */
export async function workerSize(): Promise<number> {
  const names = (await readdir(out.worker)).filter((name) => /\.(?:m?js|wasm)$/.test(name));
  const sizes = await Promise.all(names.map(async (name) => gzipped(await readFile(join(out.worker, name)))));
  return Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / kilobyte);
}

/** What a browser fetches before it stands still, in kB of gzip. */
export interface FirstLoad {
  js: number;
  all: number;
}

export interface FirstLoads {
  publicPage: FirstLoad;
  console: FirstLoad;
  /** Whether the public page's HTML already names its agent and greets. */
  greets: boolean;
}

/** Opens the public page as a stranger and the console signed in, each in a browser that has seen neither. */
export async function firstLoads(): Promise<FirstLoads> {
  const stage = await startStage();
  const browser = await chromium.launch({ executablePath: browserPath(), args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  try {
    const greeting = "Ciao! Da dove partiamo oggi?";
    await stage.agent({ name: "Coach AI", slug: "coach", greeting });
    const html = await (await fetch(`${stage.url}/ai/coach`)).text();
    return {
      publicPage: await load(browser, `${stage.url}/ai/coach`),
      console: await load(browser, `${stage.url}/console`, stage),
      greets: html.includes(greeting) && html.includes("Coach AI"),
    };
  } finally {
    await browser.close();
    await stage.close();
  }
}

async function load(browser: Browser, url: string, signedInTo?: Stage): Promise<FirstLoad> {
  const context = await browser.newContext({ locale: "it-IT" });
  if (signedInTo !== undefined) await context.addCookies(cookiesOf(signedInTo));
  const page = await context.newPage();
  const bodies: Promise<{ isScript: boolean; size: number }>[] = [];
  page.on("response", (response) => {
    const isScript = response.request().resourceType() === "script";
    bodies.push(
      response.body().then(
        (body) => ({ isScript, size: gzipped(body) }),
        () => ({ isScript, size: 0 }),
      ),
    );
  });
  await page.goto(url, { waitUntil: "load" });
  await page.waitForTimeout(1_500);
  const sizes = await Promise.all(bodies);
  await context.close();
  const total = (some: typeof sizes) => Math.ceil(some.reduce((sum, { size }) => sum + size, 0) / kilobyte);
  return { js: total(sizes.filter(({ isScript }) => isScript)), all: total(sizes) };
}

export const cookiesOf = ({ owner, url }: Stage) =>
  owner.cookie.split("; ").map((pair) => {
    const [name = "", value = ""] = pair.split("=");
    return { name, value, url: url.replace(/^http:/, "https:"), secure: true, httpOnly: true, sameSite: "Lax" as const };
  });

export function browserPath(): string {
  const path = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  if (!existsSync(path)) throw new Error(`No browser at ${path}: install chromium, or name one in CHROMIUM`);
  return path;
}
