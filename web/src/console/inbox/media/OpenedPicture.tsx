import { Show, type JSX } from "solid-js";
import type { Media } from "../../../../../schema/contract/media.ts";
import type { Message } from "../../../../../schema/contract/conversations.ts";
import { t } from "../../../i18n/text.ts";
import type { LightboxPicture, LightboxWords } from "../../../ui/Lightbox.tsx";
import { sourceOf } from "./localFiles.ts";
import { nameOf } from "./mediaName.ts";
import { openedPicture, setOpenedPicture } from "./openedPicture.ts";
import { lateDialog } from "../../shell/late/late.tsx";

const Lightbox = lateDialog(() => import("../../../ui/Lightbox.tsx"));

const isShown = ({ kind, state, elsewhere }: Media): boolean =>
  elsewhere === undefined && (kind === "image" || kind === "sticker") && (state === "stored" || state === "ready");

const words = (): LightboxWords => ({
  ...t().media.lightbox,
  download: t().media.downloadFile,
  notLoading: t().media.notLoading,
  close: t().common.close,
});

/** The pictures of what is held of the thread, large, one after the other; closed, the focus goes back to the small one. */
export const OpenedPicture = (props: { conversationId: string; items: readonly Message[] }): JSX.Element => {
  const pictures = (): LightboxPicture[] =>
    props.items.flatMap(({ media }) =>
      media.filter(isShown).map((medium) => ({
        id: medium.id,
        src: sourceOf(props.conversationId, medium.id),
        name: nameOf(medium),
        savedName: medium.name,
        words: medium.description,
      })),
    );
  return (
    <Show when={openedPicture()}>
      {(id) => (
        <Lightbox
          words={words()}
          pictures={pictures()}
          at={id()}
          onMove={setOpenedPicture}
          onClose={() => setOpenedPicture(null)}
        />
      )}
    </Show>
  );
};
