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

/** One job of each kind for a medium, ever; and one more for every further message that it was sent in. */
export const mediaJobKey = (kind: MediaJobKind, mediaId: string, further?: MessagePlace): string =>
  [keyPrefix[kind], mediaId, ...(further ? [further.messageId] : [])].join(":");

/** A message by its thread. */
export interface MessagePlace {
  conversationId: string;
  messageId: string;
}

/** The message that a job is to tell instead of the one its file belongs to. */
export const furtherMessage = ({ conversationId, messageId }: Record<string, unknown>): MessagePlace | null =>
  typeof conversationId === "string" && typeof messageId === "string" ? { conversationId, messageId } : null;

export const prepareMediaJob = (
  db: TenantDb,
  chance: Chance,
  kind: MediaJobKind,
  mediaId: string,
  further?: MessagePlace,
): { statement: Statement; hint: JobHint } =>
  prepareJob(db, chance, { kind, uniqueKey: mediaJobKey(kind, mediaId, further), payload: { mediaId, ...further } });
