import { eq, lte } from "drizzle-orm";
import type { LinkPreview } from "../../schema/contract/conversations.ts";
import { linkPreviews } from "../../schema/tables/inboxTools.ts";
import { isRefusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { sha256Hex } from "../platform/tokens.ts";
import type { PreviewDeps } from "./deps.ts";
import { look, pictureTypes, type Looked } from "./look.ts";

type PreviewRow = typeof linkPreviews.$inferSelect;

const day = 24 * 60 * 60_000;
/** How long a site is not asked again. */
const kept = { found: 7 * day, nothing: day } as const;
/** Longer than page and picture may take together: after it whoever was to ask the site has died. */
const claimedMs = 20_000;
const askAgainMs = 500;

const isAsking = ({ fetchedAt }: PreviewRow): boolean => fetchedAt === 0;

const shown = ({ url, title, description, siteName, imageFileId }: PreviewRow): LinkPreview | null =>
  title === null ? null : { url, title, description, siteName, hasImage: imageFileId !== null };

export const findPreview = async (db: TenantDb, url: URL): Promise<PreviewRow | null> =>
  db.first(linkPreviews, eq(linkPreviews.urlHash, await sha256Hex(url.href)));

/**
 * What stands behind an address that may be asked (`guard.ts`), from what is known of it or from its site, which is asked by one
 * reader at a time and once in a week, or in a day if nothing could be shown. Null: nothing can be shown.
 */
export const previewOf = async (deps: PreviewDeps, db: TenantDb, url: URL): Promise<LinkPreview | null> => {
  const now = deps.chance.now();
  const known = await findPreview(db, url);
  if (known && known.expiresAt > now) return isAsking(known) ? waitFor(deps, db, url) : shown(known);
  if (!(await claim(db, url, now))) return waitFor(deps, db, url);
  const found = await look(deps, url);
  return shown(await keep(deps, db, url, found, known));
};

/** False when somebody else asks the site already. */
const claim = async (db: TenantDb, url: URL, now: number): Promise<boolean> => {
  const mark = { fetchedAt: 0, expiresAt: now + claimedMs };
  const row = { urlHash: await sha256Hex(url.href), url: url.href, ...mark };
  const isFree = lte(linkPreviews.expiresAt, now);
  const target = [linkPreviews.tenantId, linkPreviews.urlHash];
  const [changes] = await db.batch([db.insert(linkPreviews, row, { do: "update", target, set: mark, when: isFree })]);
  return changes === 1;
};

const waitFor = async (deps: PreviewDeps, db: TenantDb, url: URL): Promise<LinkPreview | null> => {
  for (let waited = 0; waited < claimedMs; waited += askAgainMs) {
    await deps.pause(askAgainMs);
    const known = await findPreview(db, url);
    if (known && !isAsking(known)) return shown(known);
  }
  return null;
};

const keep = async (
  deps: PreviewDeps,
  db: TenantDb,
  url: URL,
  found: Looked | null,
  before: PreviewRow | null,
): Promise<PreviewRow> => {
  const { title = null, description = null, siteName = null, picture = null } = found ?? {};
  const stored = picture && (await deps.files.store(db, { name: "link-preview", bytes: picture }, pictureTypes));
  const file = stored && !isRefusal(stored) ? stored : null;
  const now = deps.chance.now();
  const set = {
    title,
    description,
    siteName,
    imageFileId: file?.fileId ?? null,
    fetchedAt: now,
    expiresAt: now + (found ? kept.found : kept.nothing),
  };
  const urlHash = await sha256Hex(url.href);
  const old = before?.imageFileId ?? null;
  await db.batch([
    ...(file ? [file.statement] : []),
    db.update(linkPreviews, set, eq(linkPreviews.urlHash, urlHash)),
    ...(old === null ? [] : [deps.files.forgetting(db, old)]),
  ]);
  if (old !== null) await deps.files.remove(db, old);
  return { tenantId: db.tenantId, urlHash, url: url.href, ...set };
};
