import type { Media } from "../../../../../schema/contract/media.ts";
import { momentOf } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";

/** What a file is called that came without a name: its kind, as it was announced, with the ending of its type. */
const standIn = /^(image|audio|video|document|sticker|contact)(\.[a-z0-9]{1,5})?$/;

const digits = "0123456789abcdefghjkmnpqrstvwxyz";

/** When it came, by the first ten characters of its id, which count milliseconds (`schema/contract/ids.ts`). */
const cameAt = (id: string): string => {
  const time = id.slice(id.indexOf("_") + 1).slice(0, 10);
  return new Date([...time].reduce((sum, digit) => sum * 32 + digits.indexOf(digit), 0)).toISOString();
};

/**
 * A file's own name; of one that came without, as WhatsApp's do, its kind and when it came. Saved, it keeps
 * the name it has: `image.jpg` ends as its type does.
 */
export const nameOf = ({ id, name, kind }: Pick<Media, "id" | "name" | "kind">): string => {
  const own = name.trim();
  if (own !== "" && !standIn.test(own)) return own;
  return `${t().media.kinds[kind]} · ${momentOf(cameAt(id))}`;
};
