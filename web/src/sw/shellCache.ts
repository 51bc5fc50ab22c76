import type { Fetching } from "./scope.ts";

const prefix = "filo-shell-";
const page = "/console";
/** On a line that hardly carries anything, what is kept is shown after this long. */
const patienceMs = 3_000;
/** The one in use and the one before: windows that are still open may ask for parts of that. */
const keptVersions = 2;

/** What the build says of itself: a name that changes with every build, and the files the console is made of. */
export interface Shell {
  version: string;
  files: readonly string[];
}

/** Takes a whole build in, or nothing: an install that fails is tried again by the browser. */
export const takeIn = async ({ version, files }: Shell): Promise<void> => {
  const cache = await caches.open(prefix + version);
  await cache.addAll(
    [page, ...files].map((path) => new Request(path, { cache: path.startsWith("/assets/") ? "default" : "reload" })),
  );
};

export const letGoOld = async ({ version }: Shell): Promise<void> => {
  const others = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== prefix + version);
  await Promise.all(others.slice(0, Math.max(0, others.length - (keptVersions - 1))).map((name) => caches.delete(name)));
};

const keptPage = async ({ version }: Shell): Promise<Response | undefined> => (await caches.open(prefix + version)).match(page);

/** The page from the network, so that a new build is seen at once; without one, or when it takes too long, as it is kept. */
const openPage = async (request: Request, shell: Shell): Promise<Response> => {
  const fresh = fetch(request);
  const kept = await keptPage(shell);
  if (!kept) return fresh;
  const impatience = new Promise<Response>((resolve) => setTimeout(() => resolve(kept.clone()), patienceMs));
  const answer = fresh.then((response) => (response.status >= 500 ? kept.clone() : response));
  return Promise.race([answer, impatience]).catch(() => kept.clone());
};

/** A file of the build: its name says what is in it, so the one that is kept is right. */
const openFile = async (request: Request): Promise<Response> => (await caches.match(request)) ?? fetch(request);

/**
 * Answers for the console's page and files. Everything else goes its way as if nobody were here: the API above all, which is never
 * kept.
 */
export const answer = (event: Fetching, shell: Shell, origin: string): void => {
  const { request } = event;
  const { pathname, origin: asked } = new URL(request.url);
  if (request.method !== "GET" || asked !== origin) return;
  if (request.mode === "navigate") {
    if (/^\/console(\/|$)/.test(pathname)) event.respondWith(openPage(request, shell));
  } else if (shell.files.includes(pathname) || pathname.startsWith("/assets/")) event.respondWith(openFile(request));
};
