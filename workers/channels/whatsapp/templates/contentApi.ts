import { readTwilio, TwilioUnreadable, type TwilioAccess } from "../twilioRequests.ts";
import { contentOf, type Content } from "./content.ts";

/** An account's templates, or why they cannot be had: Twilio's code and words. */
export type TemplatesAnswer = { kind: "found"; contents: Content[] } | { kind: "unavailable"; detail: string };

const pageSize = 500;
/** Of Meta's own limit, 6,000 templates, none is left out. */
const mostPages = 20;

/** The Content API has a host of its own; with another base configured, everything of Twilio's is there. */
export const contentBase = (apiBase: string): string =>
  apiBase === "https://api.twilio.com" ? "https://content.twilio.com" : apiBase;

/**
 * Every template of the account with WhatsApp's word on it, page by page. Never throws for what Twilio does.
 *
 * Source: https://www.twilio.com/docs/content/content-api-resources#fetch-content-and-approvals
 */
export const readTemplates = async (access: TwilioAccess): Promise<TemplatesAnswer> => {
  const contentAccess = { ...access, apiBase: contentBase(access.apiBase) };
  const contents: Content[] = [];
  try {
    let next: string | null = `${contentAccess.apiBase}/v1/ContentAndApprovals?PageSize=${pageSize}`;
    for (let page = 0; next !== null && page < mostPages; page++) {
      const answer = (await readTwilio(contentAccess, new URL(next))) as {
        contents?: unknown[];
        meta?: { next_page_url?: string | null };
      };
      if (!Array.isArray(answer.contents)) throw new TwilioUnreadable("unreadable", "no list of contents");
      contents.push(...answer.contents.map(contentOf).filter((content) => content !== null));
      next = answer.meta?.next_page_url ?? null;
    }
    return { kind: "found", contents };
  } catch (cause) {
    if (cause instanceof TwilioUnreadable) return { kind: "unavailable", detail: cause.message };
    throw cause;
  }
};
