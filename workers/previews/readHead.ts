import { emptyHead, type PageHead } from "./previewWords.ts";

const longestTitle = 2_000;

/** By what a page's meta elements are called; the first of each name counts. */
const places: Readonly<Record<string, keyof PageHead>> = {
  "og:title": "ogTitle",
  "og:description": "ogDescription",
  "og:site_name": "siteName",
  "og:image": "image",
  "og:image:url": "image",
  "og:image:secure_url": "image",
  description: "description",
};

/** The page's text: in the encoding that its server names, else in the one that it names itself, else in UTF-8. */
const textOf = (contentType: string, bytes: Uint8Array): string => {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 1_024));
  const label = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1] ?? /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(start)?.[1];
  try {
    return new TextDecoder(label ?? "utf-8").decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
};

/** What the page says of itself. Its scripts are not run, its markup is read as markup only. */
export const readHead = async (contentType: string, bytes: Uint8Array): Promise<PageHead> => {
  const head = { ...emptyHead };
  let isTitleDone = false;
  const parsed = new HTMLRewriter()
    .on("title", {
      text({ text, lastInTextNode }) {
        if (isTitleDone) return;
        head.title = `${head.title ?? ""}${text}`.slice(0, longestTitle);
        isTitleDone = lastInTextNode && head.title.trim() !== "";
      },
    })
    .on("meta", {
      element(element) {
        const name = (element.getAttribute("property") ?? element.getAttribute("name") ?? "").trim().toLowerCase();
        const place = Object.hasOwn(places, name) ? places[name] : undefined;
        const content = element.getAttribute("content")?.slice(0, longestTitle);
        if (place !== undefined && content?.trim()) head[place] ??= content;
      },
    })
    .transform(new Response(textOf(contentType, bytes), { headers: { "content-type": "text/html; charset=utf-8" } }));
  await parsed.body?.pipeTo(new WritableStream());
  return head;
};
