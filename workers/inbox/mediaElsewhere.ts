import type { Media } from "../../schema/contract/media.ts";
import { kindOf } from "../media/kindOf.ts";
import { unread } from "../media/unread.ts";

/** What a file's ending says of it; the provider looks for itself when it fetches the file. */
const types: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  oga: "audio/ogg",
  opus: "audio/ogg",
  m4a: "audio/mp4",
  aac: "audio/aac",
  amr: "audio/amr",
  mp4: "video/mp4",
  "3gp": "video/3gpp",
  vcf: "text/vcard",
  pdf: "application/pdf",
};

const longestName = 200;

const nameIn = (address: string): string => {
  const last = new URL(address).pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last).slice(0, longestName) || "file";
  } catch {
    return last.slice(0, longestName);
  }
};

/** A file that stays where it is: nobody of ours ever fetches it, so all that is known of it is its address. */
export const mediaElsewhere = (id: string, address: string): Media => {
  const name = nameIn(address);
  const mediaType = types[/\.([a-z0-9]{2,4})$/i.exec(name)?.[1]?.toLowerCase() ?? ""] ?? null;
  return {
    id,
    kind: mediaType === null ? "document" : kindOf(mediaType, "upload"),
    state: "ready",
    failure: null,
    name,
    ...unread,
    mediaType,
    elsewhere: address,
  };
};
