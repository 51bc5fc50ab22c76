import * as z from "zod";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** Milliseconds since 1970 on the inside, ISO 8601 with `Z` on the wire. */
export const instantSchema = z.iso.datetime();

/** Lists answer `{ items, nextCursor }`; `nextCursor` is opaque and null on the last page. */
export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export const pageQuerySchema = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** A phone number in E.164. *Possible* numbers are accepted, not only assigned ones: new ranges appear before libraries know them. */
export const phoneSchema = z
  .string()
  .max(40)
  .transform((text, context) => {
    const parsed = parsePhoneNumberFromString(text, "IT");
    if (parsed?.isPossible()) return parsed.number as string;
    context.addIssue({ code: "custom", message: "Not a possible phone number", params: { code: "phone" } });
    return z.NEVER;
  })
  .meta({ override: { type: "string", description: "Phone number, E.164 or Italian national", example: "+447700900001" } });

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email().max(254))
  .meta({ override: { type: "string", format: "email" } });

/** At most what the hash can take without becoming a way to keep the CPU busy. */
export const passwordSchema = z.string().min(10).max(200);

/** Text that people read: trimmed, without control characters other than line breaks and tabs. */
export const textOf = (max: number, min = 0) =>
  z
    .string()
    .transform((text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "").trim())
    .pipe(z.string().min(min).max(max))
    .meta({ override: { type: "string", minLength: min, maxLength: max } });

export const okSchema = z.object({ ok: z.literal(true) });
