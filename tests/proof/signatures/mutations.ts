import { createHmac } from "node:crypto";
import type { Random } from "../../world/random.ts";
import { sign, type Doors, type SignedCall } from "./requests.ts";

/** A valid call with one thing changed, in a way that changes what it says or who says it. */
export type Mutation = (call: SignedCall, doors: Doors, random: Random) => SignedCall;

const one = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random.next() * items.length)]!;

/** The text with one character put in, taken out or replaced. */
const bent = (text: string, random: Random): string => {
  const at = Math.floor(random.next() * (text.length + 1));
  const how = text === "" ? 0 : Math.floor(random.next() * 3);
  const letter = one(random, [..."abcXYZ019 +-_:/=%&é"]);
  const changed = text.slice(0, at) + (how === 1 ? "" : letter) + text.slice(how === 0 ? at : at + 1);
  return changed === text ? `${text}x` : changed;
};

const withParams = (call: SignedCall, change: (params: Record<string, string>) => void): SignedCall => {
  const params = { ...call.params };
  change(params);
  return { ...call, params };
};

const address: Record<string, Mutation> = {
  "a query where there was none, or another": (call, _doors, random) => ({
    ...call,
    path: call.path.includes("?") ? `${call.path}&x=${random.hex(4)}` : `${call.path}?x=${random.hex(4)}`,
  }),
  "another message's query": (call, { sent }, random) => ({
    ...call,
    path: `/api/whatsapp/status-callback?c=${sent.conversationId.slice(0, -4)}${random.hex(4)}&m=${sent.messageId}&p=${Math.floor(random.next() * 9) + 1}`,
  }),
  "the other door": (call, doors, random) => ({
    ...call,
    path: call.path.includes("webhook")
      ? `/api/whatsapp/status-callback?c=${doors.sent.conversationId}&m=${doors.sent.messageId}&p=0`
      : `/api/whatsapp/webhook?${random.hex(2)}`,
  }),
  "signed for another host": (call, doors, random) => ({
    ...call,
    signature: sign({ ...doors, publicUrl: `https://${random.hex(6)}.example` }, call.path, call.params, doors.line.authToken),
  }),
};

const parameters: Record<string, Mutation> = {
  "a field's value": (call, _doors, random) =>
    withParams(call, (params) => {
      const name = one(random, Object.keys(params));
      params[name] = bent(params[name]!, random);
    }),
  "a field's name": (call, _doors, random) =>
    withParams(call, (params) => {
      const name = one(random, Object.keys(params));
      params[`${name}${one(random, [..."xyzQ"])}_`] = params[name]!;
      delete params[name];
    }),
  "a field less": (call, _doors, random) => withParams(call, (params) => void delete params[one(random, Object.keys(params))]),
  "a field more": (call, _doors, random) =>
    withParams(call, (params) => void (params[one(random, ["MediaUrl1", "ForceDeliver", "Zz", "aa"])] = random.hex(5))),
  "two fields' values changed over": (call) =>
    withParams(call, (params) => {
      [params["From"], params["To"]] = [params["To"]!, params["From"]!];
    }),
  "letters in another case": (call, _doors, random) =>
    withParams(call, (params) => {
      const name = one(random, ["MessageSid", "AccountSid"]);
      params[name] = params[name]!.toUpperCase() === params[name] ? params[name]!.toLowerCase() : params[name]!.toUpperCase();
    }),
};

const bodies: Record<string, Mutation> = {
  "cut off": (call, _doors, random) => {
    const whole = new URLSearchParams(call.params).toString();
    const cut = whole.slice(0, Math.floor(random.next() * (whole.length - 1)));
    return { ...call, body: cut, params: Object.fromEntries(new URLSearchParams(cut)) };
  },
  "a byte changed": (call, _doors, random) => {
    const body = bent(new URLSearchParams(call.params).toString(), random);
    return { ...call, body, params: Object.fromEntries(new URLSearchParams(body)) };
  },
  "a field twice, the second says something else": (call, _doors, random) => ({
    ...call,
    body: `${new URLSearchParams(call.params).toString()}&Body=${random.hex(6)}&MessageSid=SM${random.hex(32)}`,
  }),
  "as JSON": (call) => ({ ...call, contentType: "application/json", body: JSON.stringify(call.params) }),
  "as a form in parts": (call, _doors, random) => ({ ...call, contentType: `multipart/form-data; boundary=${random.hex(8)}` }),
};

const signatures: Record<string, Mutation> = {
  none: (call) => ({ ...call, signature: null }),
  "empty, or words": (call, _doors, random) => ({ ...call, signature: one(random, ["", " ", "null", "undefined", "=", "AAAA"]) }),
  "a character of it": (call, _doors, random) => ({ ...call, signature: bent(call.signature!, random).trim() }),
  "cut off": (call, _doors, random) => ({ ...call, signature: call.signature!.slice(0, Math.floor(random.next() * 27)) }),
  "of other bits that Base64 reads the same": (call) => {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const last = letters.indexOf(call.signature!.at(-2)!);
    return { ...call, signature: `${call.signature!.slice(0, -2)}${letters[last ^ 1]}=` };
  },
  "without its padding, or in Base64 for addresses": (call, _doors, random) => {
    const signature = one(random, [
      call.signature!.slice(0, -1),
      `${call.signature!}=`,
      call.signature!.replaceAll("+", "-").replaceAll("/", "_").slice(0, -1),
    ]);
    return { ...call, signature };
  },
  "by another hash": (call, { publicUrl, line }, random) => {
    const text =
      publicUrl +
      call.path +
      Object.keys(call.params)
        .toSorted()
        .map((name) => name + call.params[name])
        .join("");
    return {
      ...call,
      signature: createHmac(one(random, ["sha256", "md5", "sha512"]), line.authToken)
        .update(text)
        .digest("base64"),
    };
  },
  "of another message of the same line": (call, doors, random) => ({
    ...call,
    signature: sign(doors, call.path, { ...call.params, MessageSid: `SM${random.hex(32)}` }, doors.line.authToken),
  }),
};

const accounts: Record<string, Mutation> = {
  "with a token of nobody's": (call, doors, random) => ({
    ...call,
    signature: sign(doors, call.path, call.params, random.hex(32)),
  }),
  "with an empty token": (call, doors) => ({ ...call, signature: sign(doors, call.path, call.params, "") }),
  "with the token of another tenant's line": (call, doors) => ({
    ...call,
    signature: sign(doors, call.path, call.params, doors.others.authToken),
  }),
  "of another account, for this number, with its token": (call, doors) => {
    const mutated = withParams(call, (params) => void (params["AccountSid"] = doors.others.accountSid));
    return { ...mutated, signature: sign(doors, call.path, mutated.params, doors.others.authToken) };
  },
  "to another tenant's number, with this line's token": (call, doors) => {
    const mutated = withParams(call, (params) => {
      params["AccountSid"] = doors.others.accountSid;
      params[call.path.includes("webhook") ? "To" : "From"] = `whatsapp:${doors.others.number}`;
    });
    return { ...mutated, signature: sign(doors, call.path, mutated.params, doors.line.authToken) };
  },
  "of an account that there is not": (call, doors, random) => {
    const mutated = withParams(call, (params) => void (params["AccountSid"] = `AC${random.hex(32)}`));
    return { ...mutated, signature: sign(doors, call.path, mutated.params, doors.line.authToken) };
  },
};

/** What Twilio signs of a form: its fields one after the other, with nothing between name and value. */
export const signedText = (params: Record<string, string>): string =>
  Object.keys(params)
    .toSorted()
    .map((name) => name + params[name])
    .join("");

/**
 * The call with one field divided elsewhere: what Twilio signs stays the same, letter by letter, so that no receiver can tell. Only what was
 * received before can: it has the message already.
 */
export const dividedElsewhere: Mutation = (call, _doors, random) =>
  withParams(call, (params) => {
    const name = one(
      random,
      Object.keys(params).filter((key) => params[key] !== ""),
    );
    const at = Math.floor(random.next() * params[name]!.length) + 1;
    params[name + params[name]!.slice(0, at)] = params[name]!.slice(at);
    delete params[name];
  });

/** By the thing that is changed. */
export const mutations: Record<"address" | "parameters" | "body" | "signature" | "account", Record<string, Mutation>> = {
  address,
  parameters,
  body: bodies,
  signature: signatures,
  account: accounts,
};
