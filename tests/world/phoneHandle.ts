import type { WorldMessage } from "./contract.ts";
import type { Attachment, FileInHand } from "./shapes.ts";
import type { SayOptions, SayResult } from "./switches.ts";
import type { BurstOptions, Phone } from "./worldApi.ts";

const POLL_MS = 20;

/** What a phone needs of the world behind it, in this process or over HTTP. */
export interface PhoneActions {
  say(id: string, text: string, options: SayOptions): Promise<SayResult>;
  burst(id: string, texts: string[], options: BurstOptions): Promise<SayResult[]>;
  messages(filter: { person: string; number?: string }): Promise<WorldMessage[]>;
}

function attachment({ bytes, contentType, fileName }: FileInHand): Attachment {
  return { contentType, base64: Buffer.from(bytes).toString("base64"), ...(fileName === undefined ? {} : { fileName }) };
}

export function phoneHandle(actions: PhoneActions, id: string): Phone {
  const messages = (number?: string) => actions.messages({ person: id, ...(number === undefined ? {} : { number }) });
  const found = async (sid: string) => {
    const message = (await messages()).find((one) => one.sid === sid);
    if (message === undefined) throw new Error(`${id} has no message ${sid}`);
    return message;
  };
  return {
    async sends(files, { text = "", ...options }) {
      return actions.say(id, text, { ...options, attachments: [files].flat().map(attachment) });
    },
    sharesPlace: (place, options) => actions.say(id, "", { ...options, place }),
    async taps(sid, title, options) {
      const message = await found(sid);
      const button = message.template?.buttons.find((one) => one.kind === "reply" && one.title === title);
      if (button === undefined) throw new Error(`message ${sid} has no quick reply «${title}»`);
      return actions.say(id, title, {
        ...options,
        to: message.number,
        quotes: sid,
        button: { text: title, payload: button.value },
      });
    },
    async replies(sid, text, options) {
      return actions.say(id, text, { ...options, to: (await found(sid)).number, quotes: sid });
    },
    says: (text, options) => actions.say(id, text, options),
    saysAll: (texts, options) => actions.burst(id, texts, options),
    messages,
    async waitFor(count = 1, timeoutMs = 10_000) {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const received = (await messages()).filter((message) => message.direction === "outbound-api");
        if (received.length >= count) return received;
        if (Date.now() > deadline) throw new Error(`${id} has ${received.length} of ${count} messages after ${timeoutMs} ms`);
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
  };
}
