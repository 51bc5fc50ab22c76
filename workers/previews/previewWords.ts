import { decodeEntities } from "./entities.ts";

/** What a page's head says of it, as it is written there. */
export interface PageHead {
  title: string | null;
  description: string | null;
  ogTitle: string | null;
  ogDescription: string | null;
  siteName: string | null;
  image: string | null;
}

export const emptyHead: PageHead = {
  title: null,
  description: null,
  ogTitle: null,
  ogDescription: null,
  siteName: null,
  image: null,
};

/** What is shown of a page. */
export interface PreviewWords {
  title: string;
  description: string | null;
  siteName: string | null;
}

const longest = { title: 200, description: 300, siteName: 80 } as const;

/** Controls, and signs that turn the direction of what follows or take up no room: a title could hide or forge words with them. */
const unseen = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

const tidy = (text: string | null, most: number): string | null => {
  if (text === null) return null;
  const letters = [...decodeEntities(text).replaceAll(unseen, " ").replaceAll(/\s+/g, " ").trim()];
  if (letters.length === 0) return null;
  return letters.length <= most
    ? letters.join("")
    : `${letters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
};

/**
 * What of a page's head is shown: what it says for previews, else what it says for everybody. Null for a page without a title.
 * Source: https://ogp.me/
 */
export const previewWords = (head: PageHead): PreviewWords | null => {
  const title = tidy(head.ogTitle, longest.title) ?? tidy(head.title, longest.title);
  if (title === null) return null;
  const description = tidy(head.ogDescription, longest.description) ?? tidy(head.description, longest.description);
  return { title, description, siteName: tidy(head.siteName, longest.siteName) };
};

/** Where the page's picture is; null when it names none, or none that is an address. */
export const pictureAddress = ({ image }: PageHead, page: URL): URL | null => {
  const address = image === null ? "" : decodeEntities(image).trim();
  return address !== "" && URL.canParse(address, page) ? new URL(address, page) : null;
};
