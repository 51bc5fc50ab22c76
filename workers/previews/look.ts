import type { FileType } from "../platform/fileType.ts";
import type { WebDeps } from "./deps.ts";
import { pictureAddress, previewWords, type PreviewWords } from "./previewWords.ts";
import { readHead } from "./readHead.ts";
import { readWeb } from "./readWeb.ts";

const mostPageBytes = 512 * 1_024;
const mostPictureBytes = 1_024 * 1_024;

/** What browsers show in place and run nothing of. */
export const pictureTypes = ["image/png", "image/jpeg", "image/webp", "image/gif"] as const satisfies FileType[];

export interface Looked extends PreviewWords {
  picture: Uint8Array | null;
}

const readPicture = async (deps: WebDeps, address: URL | null): Promise<Uint8Array | null> => {
  if (address === null) return null;
  const wanted = {
    accept: pictureTypes.join(", "),
    isType: (announced: string) => announced.startsWith("image/") || announced.startsWith("application/octet-stream"),
    mostBytes: mostPictureBytes,
    isHeadEnough: false,
  };
  return (await readWeb(deps, address, wanted))?.bytes ?? null;
};

/** What is behind an address: a page that has a title, with its picture if it has one; null for everything else. */
export const look = async (deps: WebDeps, address: URL): Promise<Looked | null> => {
  const page = await readWeb(deps, address, {
    accept: "text/html",
    isType: (announced) => /^text\/html\s*(;|$)/.test(announced.trim()),
    mostBytes: mostPageBytes,
    isHeadEnough: true,
  });
  if (!page) return null;
  // Markup that can't be read is a page that nothing can be shown of.
  const head = await readHead(page.contentType, page.bytes).catch(() => null);
  const words = head && previewWords(head);
  return words && { ...words, picture: await readPicture(deps, pictureAddress(head, page.url)) };
};
