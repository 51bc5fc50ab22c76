import type { JobHint, JobKind } from "../../schema/contract/jobs.ts";
import type { Chance } from "../platform/clock.ts";
import { prepareJob } from "../platform/jobs.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";

export type MediaJobKind = Extract<JobKind, "fetch_media" | "understand_media" | "remove_media">;

const keyPrefix: Record<MediaJobKind, string> = {
  fetch_media: "fetch",
  understand_media: "understand",
  remove_media: "remove",
};

/** How often a file is fetched, and read, before that is given up: within seconds first, then for half an hour. */
export const mostTries = { fetch_media: 10, understand_media: 5 } as const satisfies Partial<Record<MediaJobKind, number>>;

/** One job of each kind for a medium, ever. */
export const mediaJobKey = (kind: MediaJobKind, mediaId: string): string => `${keyPrefix[kind]}:${mediaId}`;

export const prepareMediaJob = (
  db: TenantDb,
  chance: Chance,
  kind: MediaJobKind,
  mediaId: string,
): { statement: Statement; hint: JobHint } =>
  prepareJob(db, chance, { kind, uniqueKey: mediaJobKey(kind, mediaId), payload: { mediaId } });
