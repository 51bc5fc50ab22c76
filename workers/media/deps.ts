import type { Media } from "../../schema/contract/media.ts";
import type { OpenedMedia, RemovedMedia } from "../channels/port.ts";
import type { Model } from "../models/port.ts";
import type { Chance } from "../platform/clock.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { Files } from "../platform/files.ts";
import type { JobHints } from "../platform/jobs.ts";
import type { Room } from "../platform/room.ts";
import type { ReserveAnswer, ReserveRequest } from "../platform/quota/rules.ts";

/** The Line object of a number, as far as it has files: it alone holds the credentials to fetch them with. */
export interface MediaLine {
  openMedia(question: { url: string }): Promise<OpenedMedia>;
  removeMedia(question: { url: string }): Promise<RemovedMedia>;
}

/** The conversation object, as far as it hears of its files. */
export interface MediaThread {
  /** Without effect the second time; never backwards. */
  mediaChanged(change: { messageId: string; media: Media }): Promise<void>;
}

export interface FileDeps {
  chance: Chance;
  files: Pick<Files, "put" | "open" | "remove" | "forgetting">;
  hints: JobHints;
}

export interface FetchDeps extends FileDeps {
  /** For files that are held in memory, in bytes. */
  room: Pick<Room, "with">;
  line(name: string): MediaLine;
  conversation(id: string): MediaThread;
  tenant(tenantId: string): Promise<TenantRow | null>;
}

export interface UnderstandDeps extends Pick<FileDeps, "chance" | "files"> {
  /** As in `FetchDeps`. */
  room: Pick<Room, "with">;
  conversation(id: string): MediaThread;
  tenant(tenantId: string): Promise<TenantRow | null>;
  model: Model;
  quota(agentId: string): {
    reserve(request: ReserveRequest): Promise<ReserveAnswer>;
    settle(settlement: { turnId: string; micros: number; day: string }): Promise<void>;
  };
}
