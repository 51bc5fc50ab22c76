import type { InboundMessage } from "../channels/port.ts";
import { kindOf } from "../media/kindOf.ts";
import { unread } from "../media/unread.ts";
import type { Chance } from "../platform/clock.ts";
import type { Inbound } from "./rpc.ts";

/**
 * What a WhatsApp message carries besides its text. Its files are somewhere else still: each gets its id here, and is what the
 * provider says it is until it has been looked at.
 *
 * @param line the name of the line it came on
 */
export const inboundCargo = (
  { id: newId }: Pick<Chance, "id">,
  line: string,
  { media, place, button }: Pick<InboundMessage, "media" | "place" | "button">,
): Pick<Inbound, "cargo" | "sources"> => {
  const files = media.map(({ url, announcedType }) => ({ id: newId("media"), source: { line, url, announcedType } }));
  return {
    cargo: {
      media: files.map(({ id, source }) => {
        const kind = kindOf(source.announcedType, "whatsapp");
        return { id, kind, state: "pending", failure: null, name: kind, ...unread };
      }),
      place,
      button,
    },
    sources: Object.fromEntries(files.map(({ id, source }) => [id, source])),
  };
};
