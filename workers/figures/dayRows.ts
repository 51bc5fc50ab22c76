import type { MediaKind } from "../../schema/contract/media.ts";
import type { dailyFigures } from "../../schema/tables/figures.ts";
import type { MediaCount } from "./readDay.ts";
import type { LevelCount } from "./tally.ts";

export type FigureRow = Omit<typeof dailyFigures.$inferSelect, "tenantId" | "day">;
type MediaColumn = "pictures" | "documents" | "voiceNotes" | "videos" | "otherMedia";

const columnOf: Partial<Record<MediaKind, MediaColumn>> = {
  image: "pictures",
  document: "documents",
  audio: "voiceNotes",
  video: "videos",
};

export const mediaColumn = (kind: MediaKind): MediaColumn => columnOf[kind] ?? "otherMedia";

const noMedia: Record<MediaColumn, number> = { pictures: 0, documents: 0, voiceNotes: 0, videos: 0, otherMedia: 0 };

/** A day's rows: what was said, and the files that came with it (each came with a message, so there is a row for it). */
export const figureRows = (levels: readonly LevelCount[], media: readonly MediaCount[]): FigureRow[] =>
  levels.map((count) => {
    const files = { ...noMedia };
    for (const { agentId, level, kind, count: some } of media)
      if (agentId === count.agentId && level === count.level) files[mediaColumn(kind)] += some;
    return { ...count, ...files };
  });
