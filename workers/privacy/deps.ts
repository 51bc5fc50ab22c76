import type { Media } from "../../schema/contract/media.ts";
import type { RemovedMedia } from "../channels/port.ts";
import type { SenderErasure } from "../channels/whatsapp/line.ts";
import type { EraseDeps } from "../contacts/eraseContact.ts";
import type { ClosedThread, TracePage } from "../conversation/rpc.ts";
import type { Files } from "../platform/files.ts";
import type { LeasedJob } from "../platform/jobs.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { ErasureRow } from "../../schema/tables/privacy.ts";

/** Everywhere something of a person's may be. */
export interface ErasureDeps extends EraseDeps {
  conversation(id: string): {
    closeForGood(order: { quietSince: number | null }): Promise<ClosedThread>;
    traces(after: [number, string] | null): Promise<TracePage>;
    wipe(): Promise<void>;
    mediaChanged(news: { messageId: string; media: Media }): Promise<void>;
  };
  line(name: string): {
    forgetSenders(erasure: SenderErasure): Promise<void>;
    removeMedia(file: { url: string }): Promise<RemovedMedia>;
  };
  /** A tenant's live room. */
  inbox(tenantId: string): { forgetThread(conversationId: string): Promise<void> };
  quota(agentId: string): { forget(contactIds: string[]): void | Promise<void> };
  files: Pick<Files, "remove" | "forgetting">;
  searchIndex: { dropDeleted(): Promise<boolean> };
  /** Origin of the simulated world, which may be asked for link previews; null in the real one. */
  simulated: string | null;
}

/** An erasure that is being worked off. */
export interface Work {
  db: TenantDb;
  erasure: ErasureRow;
  job: LeasedJob;
  /** To be said between two pieces of work. @throws LeaseLost when somebody else has taken over */
  goOn(): Promise<void>;
}
