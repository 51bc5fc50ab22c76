import type { Media } from "../../../schema/contract/media.ts";

/** The console's files and the public page's. */
type Drawn = Pick<Media, "kind" | "state" | "elsewhere">;

export type MediaGroup<M extends Drawn = Media> = { kind: "album"; items: readonly M[] } | { kind: "one"; item: M };

const isAlbumPicture = (medium: Drawn): boolean =>
  medium.kind === "image" && medium.elsewhere === undefined && medium.state !== "refused" && medium.state !== "failed";

/** A message's files as they are drawn: pictures that stand together make an album, everything else stands alone. */
export const mediaGroups = <M extends Drawn>(media: readonly M[]): MediaGroup<M>[] => {
  const groups: M[][] = [];
  for (const medium of media) {
    const last = groups.at(-1);
    if (isAlbumPicture(medium) && last?.every(isAlbumPicture)) last.push(medium);
    else groups.push([medium]);
  }
  return groups.flatMap((items): MediaGroup<M>[] => {
    const [item] = items;
    if (!item) return [];
    return items.length > 1 ? [{ kind: "album", items }] : [{ kind: "one", item }];
  });
};
