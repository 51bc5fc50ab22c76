import type { ProviderMedia } from "../port.ts";
import { mediaListPath, mediaUrl, placedMediaUrl } from "./mediaAddress.ts";
import { readTwilio, TwilioUnreadable, type TwilioAccess } from "./twilioRequests.ts";

interface MediaPage {
  media_list?: { sid?: string; content_type?: string }[];
  next_page_uri?: string | null;
}

const mediaSid = /^ME[0-9a-fA-F]{32}$/;
/** A message of WhatsApp's carries one file; a list that doesn't end is no list. */
const mostPages = 10;

/**
 * The files of a message, in Twilio's order. @throws TwilioUnreadable
 *
 * Source: https://www.twilio.com/docs/messaging/api/media-resource#read-multiple-media-resources
 */
export const listMedia = async (
  access: TwilioAccess,
  messageSid: string,
): Promise<{ mediaSid: string; announcedType: string }[]> => {
  const found: { mediaSid: string; announcedType: string }[] = [];
  let address: URL | null = new URL(`${access.apiBase}${mediaListPath(access.accountSid, messageSid)}.json?PageSize=50`);
  for (let page = 0; address !== null && page < mostPages; page++) {
    const { media_list: listed, next_page_uri: next } = (await readTwilio(access, address)) as MediaPage;
    if (!Array.isArray(listed)) throw new TwilioUnreadable("unreadable", "no list of media");
    for (const { sid, content_type: type } of listed)
      if (sid !== undefined && mediaSid.test(sid)) found.push({ mediaSid: sid, announcedType: type ?? unknownType });
    address = next ? new URL(next, access.apiBase) : null;
  }
  return found;
};

const unknownType = "application/octet-stream";
const tries = 3;
const pauseMs = 300;

/**
 * The files of a message that Twilio's log shows to have some. While they cannot be listed they stand by their place: the message
 * is not kept waiting for that, and whoever fetches the file looks again.
 */
export const mediaOfListed = async (
  access: TwilioAccess,
  { sid, mediaCount }: { sid: string; mediaCount: number },
): Promise<ProviderMedia[]> => {
  const { apiBase, accountSid } = access;
  const byPlace = Array.from({ length: mediaCount }, (_, place) => ({
    url: placedMediaUrl(apiBase, accountSid, sid, place),
    announcedType: unknownType,
  }));
  for (let attempt = 1; attempt <= tries; attempt++) {
    try {
      const listed = await listMedia(access, sid);
      const named = listed.map((file) => ({ ...file, url: mediaUrl(apiBase, accountSid, sid, file.mediaSid) }));
      return [...named.map(({ url, announcedType }) => ({ url, announcedType })), ...byPlace.slice(named.length)];
    } catch (cause) {
      if (!(cause instanceof TwilioUnreadable)) throw cause;
      if (attempt < tries) await new Promise((resolve) => setTimeout(resolve, pauseMs * attempt));
    }
  }
  return byPlace;
};
