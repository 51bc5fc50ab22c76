import type { WorldMessage } from "../contract.ts";
import type { Core } from "../core.ts";
import { looksLike } from "../gemini/mediaFacts.ts";
import { storeMedia } from "./mediaStore.ts";

const MEGABYTE = 1024 * 1024;
const FETCH_TIMEOUT_MS = 15_000;

/**
 * What WhatsApp takes through Twilio, with its greatest size in megabytes.
 * Sources: https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages (types; 16 MB, pictures 5 MB) and
 * https://help.twilio.com/articles/360017961894 (stickers 100 kB).
 */
const LIMITS: [type: RegExp, megabytes: number][] = [
  [/^image\/(?:jpe?g|png)$/, 5],
  [/^image\/webp$/, 100 / 1024],
  [/^audio\/(?:ogg|opus|amr|3gpp|aac|mpeg|mp4)$/, 16],
  [/^video\/(?:mp4|3gpp)$/, 16],
  [/^application\/(?:pdf|msword|vnd\.openxmlformats-officedocument\.\w+\.\w+|vnd\.ms-(?:excel|powerpoint))$/, 16],
  [/^text\/(?:x-)?vcard$/, 16],
];

/**
 * Types that Twilio takes for some channel, if not for WhatsApp.
 * Source: https://www.twilio.com/docs/messaging/guides/accepted-mime-types
 */
const ELSEWHERE = /^(?:image\/(?:gif|bmp|tiff)|video\/[\w.-]+|audio\/[\w.-]+|text\/(?:csv|rtf|richtext|calendar|directory))$/;

/**
 * Fetches the MediaUrl of an accepted message as Twilio does, without any credentials, keeps the file as its Media resource and
 * says which error the message ends with; null when the file is fine.
 * Sources: https://www.twilio.com/docs/api/errors/63019 (could not be downloaded), …/12300 (the announced type is none that Twilio
 * takes, or not the file's), …/63021 (not one of WhatsApp's), …/63034 (a picture above 5 MB), …/11751 (beyond the channel's limit).
 */
export async function fetchOutboundMedia(core: Core, message: WorldMessage): Promise<number | null> {
  const wanted = message.media[0];
  if (wanted === undefined || wanted.sid !== undefined) return null;
  const file = await download(wanted.url);
  if (typeof file === "number") return file;
  const fileName = decodeURIComponent(new URL(wanted.url).pathname.split("/").at(-1) ?? "");
  message.media = [storeMedia(core, message, { ...file, ...(fileName === "" ? {} : { fileName }) })];
  message.kind = file.contentType.split("/")[0]!;
  // WhatsApp shows words below pictures and films only. Source: https://help.twilio.com/articles/360017961894
  message.caption = /^(?:image\/(?!webp)|video\/)/.test(file.contentType) ? message.body : "";
  core.changed();
  return null;
}

async function download(url: string): Promise<{ contentType: string; bytes: Buffer } | number> {
  const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
  const response = await fetch(url, { signal, headers: { "user-agent": "TwilioProxy/1.1" } }).catch(() => null);
  if (response === null || !response.ok) {
    await response?.body?.cancel();
    return 63019;
  }
  const contentType = (response.headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();
  const limit = LIMITS.find(([type]) => type.test(contentType))?.[1];
  if (limit === undefined) {
    await response.body?.cancel();
    return ELSEWHERE.test(contentType) ? 63021 : 12300;
  }
  const bytes = await readUpTo(response, limit * MEGABYTE);
  if (bytes === null) return limit < 16 ? 63034 : 11751;
  if (bytes === "broken" || bytes.length === 0) return 63019;
  return looksLike(contentType, bytes) ? { contentType, bytes } : 12300;
}

async function readUpTo(response: Response, limit: number): Promise<Buffer | "broken" | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > limit) return null;
      chunks.push(chunk);
    }
  } catch {
    return "broken";
  }
  return Buffer.concat(chunks);
}
