import * as domainModule from "twilio/lib/base/Domain.js";
import * as versionModule from "twilio/lib/base/Version.js";
import type V2010 from "twilio/lib/rest/api/V2010.js";
import { MessageListInstance, type MessageInstance, type MessagePage } from "twilio/lib/rest/api/v2010/account/message.js";
import type { OutboundPart, ProviderMedia, SendOutcome } from "../port.ts";
import { outcomeOfAnswer } from "./errors.ts";
import { mediaOfListed } from "./mediaList.ts";
import { NoAnswer, TwilioUnreadable, twilioRequests, type TwilioAccess, type TwilioAnswer } from "./twilioRequests.ts";

/** A message as Twilio's log shows it. Times in milliseconds, exact to the second. */
export interface ListedMessage {
  sid: string;
  isInbound: boolean;
  /** Channel addresses, `whatsapp:+447700900001`. */
  from: string;
  to: string;
  body: string;
  mediaCount: number;
  status: string;
  failure: { code: string; text: string } | null;
  at: number;
}

export interface ListFilter {
  to?: string;
  from?: string;
  /** Milliseconds; Twilio compares whole seconds. */
  sentSince?: number;
}

/** What one call sends: a text, a file with or without one, or a template that Twilio fills in. */
export interface NewMessage extends Partial<Pick<OutboundPart, "media" | "template">> {
  to: string;
  from: string;
  body: string;
  statusCallback?: string;
}

/** What the line asks of Twilio's Messages API (https://www.twilio.com/docs/messaging/api/message-resource). */
export interface TwilioMessages {
  /** Sends one message. Never throws for what Twilio or the network does. */
  create(message: NewMessage): Promise<SendOutcome>;
  /** Pages of the log, newest first. @throws TwilioUnreadable when a page cannot be had */
  pages(filter: ListFilter): AsyncGenerator<ListedMessage[]>;
  /** One message by its SID; null when the account has none. @throws TwilioUnreadable */
  fetch(sid: string): Promise<ListedMessage | null>;
  /** The files of a message of the log. Never throws for what Twilio does: what can't be listed stands by its place. */
  mediaOf(message: Pick<ListedMessage, "sid" | "mediaCount">): Promise<ProviderMedia[]>;
}

const pageSize = 200;

// CommonJS defaults arrive bare from Node and one level down from a bundler.
const defaultOf = <T>(module: { default: T }): T => (module.default as T & { default?: T }).default ?? module.default;
const Domain = defaultOf(domainModule);
const Version = defaultOf(versionModule);

/** Twilio's own SDK over `fetch`, by deep imports: the whole of it would triple the Worker's start-up. */
export const twilioMessages = (access: TwilioAccess): TwilioMessages => ({
  async create(message) {
    let answer: TwilioAnswer | null = null;
    const messages = messageList(access, (seen) => (answer = seen));
    try {
      const { sid } = await messages.create(fieldsOf(message));
      return typeof sid === "string" && sid !== "" ? { kind: "accepted", sid } : { kind: "unknown" };
    } catch (cause) {
      return outcomeOf(cause, answer);
    }
  },
  async *pages(filter) {
    const messages = messageList(access, () => {});
    const { to, from, sentSince } = filter;
    let page: MessagePage | undefined = await read(
      messages.page({
        pageSize,
        ...(to === undefined ? {} : { to }),
        ...(from === undefined ? {} : { from }),
        ...(sentSince === undefined ? {} : { dateSentAfter: new Date(sentSince) }),
      }),
    );
    while (page !== undefined) {
      yield page.instances.map(listed);
      page = await read(Promise.resolve(page.nextPage() as Promise<MessagePage> | undefined));
    }
  },
  async fetch(sid) {
    try {
      return listed(
        await read(
          messageList(access, () => {})
            .get(sid)
            .fetch(),
        ),
      );
    } catch (cause) {
      if (cause instanceof TwilioUnreadable && cause.code === "20404") return null;
      throw cause;
    }
  },
  mediaOf: (message) => mediaOfListed(access, message),
});

/**
 * A template takes neither text nor file beside it (https://www.twilio.com/docs/content/send-templates-created-with-the-content-template-builder);
 * a message of WhatsApp's carries one file at most (https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages).
 */
const fieldsOf = ({ to, from, body, media, template, statusCallback }: NewMessage) => ({
  to,
  from,
  ...(statusCallback === undefined ? {} : { statusCallback }),
  ...(template
    ? {
        contentSid: template.contentSid,
        ...(Object.keys(template.variables).length > 0 ? { contentVariables: JSON.stringify(template.variables) } : {}),
      }
    : { ...(media && body === "" ? {} : { body }), ...(media ? { mediaUrl: [media.url] } : {}) }),
});

const messageList = (access: TwilioAccess, seen: (answer: TwilioAnswer) => void): ReturnType<typeof MessageListInstance> => {
  const version = new Version(new Domain(twilioRequests(access, seen), access.apiBase), "2010-04-01");
  return MessageListInstance(version as V2010, access.accountSid);
};

const outcomeOf = (cause: unknown, answer: TwilioAnswer | null): SendOutcome => {
  if (answer === null) {
    if (cause instanceof NoAnswer) return { kind: "unknown" };
    throw cause;
  }
  const { code, message } = cause as { code?: number; message?: string };
  return outcomeOfAnswer({
    status: answer.statusCode,
    code,
    text: message,
    retryAfter: answer.headers["retry-after"] ?? null,
  });
};

const read = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (cause) {
    if (cause instanceof NoAnswer) throw new TwilioUnreadable("no_answer", cause.message);
    const { code, status, message } = cause as { code?: number; status?: number; message?: string };
    throw new TwilioUnreadable(String(code ?? status ?? "unreadable"), message ?? "the answer could not be read");
  }
};

const listed = (message: MessageInstance): ListedMessage => ({
  sid: message.sid,
  isInbound: message.direction === "inbound",
  from: message.from ?? "",
  to: message.to ?? "",
  body: message.body ?? "",
  mediaCount: Number(message.numMedia) || 0,
  status: message.status,
  failure: message.errorCode ? { code: String(message.errorCode), text: message.errorMessage ?? "" } : null,
  at: (message.dateSent ?? message.dateCreated)?.getTime() ?? 0,
});
