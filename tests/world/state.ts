import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Account, BusinessNumber, Mail, Person, WorldMessage } from "./contract.ts";
import type { Marker } from "./samples/marker.ts";
import type { BrowserKeys } from "./push/browser.ts";
import type { StoredMedia, Template } from "./shapes.ts";
import type { GeminiPace } from "./switches.ts";
import { DEFAULT_GEMINI_KEY, DEFAULT_MAIL_KEY } from "./contract.ts";

/** What survives a restart of the world. */
export interface WorldState {
  accounts: Account[];
  numbers: BusinessNumber[];
  people: Person[];
  messages: WorldMessage[];
  /** `${personId} ${number}` pairs that wrote STOP. */
  optOuts: string[];
  mails: Mail[];
  geminiKeys: string[];
  mailKeys: string[];
  pace: GeminiPace;
  clockOffset: number;
  media: StoredMedia[];
  templates: Template[];
  /** Whose sandbox a person has joined, by `${personId} ${number}`. */
  sandboxJoins: Record<string, string>;
  /** What files show or say, by the SHA-256 of their bytes; what a file says of itself comes after. */
  heard: Record<string, Marker>;
  serviceAccounts: { email: string; projectId: string; keyId: string; publicKey: string }[];
  accessTokens: { token: string; email: string; projectId: string; expiresAt: number }[];
  /** How long a Google access token lives; an hour unless told otherwise. */
  accessTokenSeconds: number;
  /** Browsers that have subscribed to push messages, and the key each was first pushed to with. */
  pushBrowsers: (BrowserKeys & { id: string; isGone: boolean; vapidKey: string | null })[];
}

export function emptyState(): WorldState {
  return {
    accounts: [],
    numbers: [],
    people: [],
    messages: [],
    optOuts: [],
    mails: [],
    geminiKeys: [DEFAULT_GEMINI_KEY],
    mailKeys: [DEFAULT_MAIL_KEY],
    pace: { firstTokenMs: 20, chunkMs: 5 },
    clockOffset: 0,
    media: [],
    templates: [],
    sandboxJoins: {},
    heard: {},
    serviceAccounts: [],
    accessTokens: [],
    accessTokenSeconds: 3600,
    pushBrowsers: [],
  };
}

/** Keeps the state in a JSON file: read once, written soon after each change, whole or not at all. */
export interface StateFile {
  load(): WorldState;
  changed(state: WorldState): void;
  flush(state: WorldState): void;
}

export function stateFile(path: string | undefined): StateFile {
  if (path === undefined) return { load: emptyState, changed() {}, flush() {} };
  let timer: NodeJS.Timeout | undefined;
  let lastWriteMs = 0;
  const flush = (state: WorldState) => {
    clearTimeout(timer);
    timer = undefined;
    const started = performance.now();
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify(state));
    renameSync(`${path}.new`, path);
    lastWriteMs = performance.now() - started;
  };
  return {
    load: () =>
      existsSync(path) ? { ...emptyState(), ...(JSON.parse(readFileSync(path, "utf8")) as WorldState) } : emptyState(),
    changed(state) {
      // At once while the file is small, so that a killed world forgets nothing; never most of the time when it is large.
      timer ??= setTimeout(() => flush(state), lastWriteMs * 4);
    },
    flush,
  };
}
