import { addressOf } from "../../api/client.ts";
import { createLocalFiles } from "../../files/localFiles.ts";

const local = createLocalFiles(40);

export const keepLocal = local.keep;

/** Where to read a file of the visitor's own thread from. */
export const sourceOf = (slug: string, mediaId: string): string =>
  local.find(mediaId) ?? addressOf("/api/public/ai/{slug}/media/{mediaId}", { params: { slug, mediaId } });
