import { createComponent, createRoot, createSignal } from "solid-js";
import { insert } from "solid-js/web";
import type { PublicMedia } from "../../../../schema/contract/media.ts";
import { sourceOf } from "../files/sources.ts";
import type { PageContext } from "../page.ts";
import { mediaWordsOf } from "../words/mediaWords.ts";
import { nameIn } from "./naming.ts";

const isShown = ({ kind, state, elsewhere }: PublicMedia): boolean =>
  elsewhere === undefined && (kind === "image" || kind === "sticker") && (state === "stored" || state === "ready");

/** Shows a picture large, over everything, and from there the thread's others. */
export const openPicture = async ({ chat, language }: PageContext, mediaId: string): Promise<void> => {
  const { default: Lightbox } = await import("../../ui/Lightbox.tsx");
  const words = mediaWordsOf(language);
  const place = document.createElement("div");
  createRoot((dispose) => {
    const [at, setAt] = createSignal(mediaId);
    const lightbox = createComponent(Lightbox, {
      words: words.lightbox,
      get pictures() {
        const media = chat.state().thread.items.flatMap((message) => message.media.filter(isShown));
        return media.map((medium) => ({
          id: medium.id,
          src: sourceOf(chat.slug, medium.id),
          name: nameIn(words, medium),
          words: null,
        }));
      },
      get at() {
        return at();
      },
      onMove: setAt,
      onClose: () => {
        dispose();
        place.remove();
      },
    });
    // In the document first: a dialog opens only there.
    document.body.append(place);
    insert(place, lightbox);
  });
};
