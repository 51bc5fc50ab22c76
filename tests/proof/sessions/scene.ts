import { Outsider } from "../../e2e/outsider.ts";
import type { ConnectedLine, Stage } from "../../support/stage.ts";
import { waitFor } from "../waitFor.ts";

/** What each attempt counts: how often it was made, and what should not have been. */
export interface Findings {
  tried: number;
  wrong: string[];
}

/** A business with a line, and whoever attacks it. */
export interface Scene {
  stage: Stage;
  slug: string;
  line: ConnectedLine;
  /** Tells the rounds of a run apart. */
  round: string;
}

export const password = "quattro stagioni";

let addresses = 0;

/** An address that nobody has come from yet: on a machine of one's own, no Cloudflare stands in front to say which it is. */
export const newAddress = (): Record<string, string> => {
  const at = ++addresses;
  return { "cf-connecting-ip": `198.${18 + (at >> 16)}.${(at >> 8) & 255}.${at & 255}` };
};

/** One call with JSON both ways, from an address of its own. */
export const ask = (who: Outsider, method: string, path: string, body?: unknown): Promise<Response> =>
  who.fetch(method, path, {
    headers: { ...newAddress(), ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** A console user with a business, signed up now. */
export const signUp = async ({ stage, round }: Scene, name: string): Promise<{ client: Outsider; email: string }> => {
  const client = new Outsider(stage.url);
  const email = `${name}-${round}@filo.example`;
  const answer = await ask(client, "POST", "/api/auth/sign-up", { email, password, businessName: name });
  if (answer.status !== 201) throw new Error(`sign-up answered ${answer.status}: ${await answer.text()}`);
  return { client, email };
};

export const signIn = (client: Outsider, email: string, given = password): Promise<Response> =>
  ask(client, "POST", "/api/auth/sign-in", { email, password: given });

export const isIn = async (client: Outsider): Promise<boolean> => (await client.fetch("GET", "/api/auth/session")).status === 200;

/** The token of the newest link that was mailed to somebody, for a page. */
export const mailedToken = ({ stage }: Scene, email: string, page: string): Promise<string> =>
  waitFor(async () => {
    const mails = await stage.world.mails(email);
    const tokens = mails.flatMap(({ text }) => new RegExp(`${page}[^\\s]*token=([\\w-]+)`).exec(text ?? "")?.[1] ?? []);
    return tokens.at(-1) ?? null;
  });

/** The same thing many times at the same moment. @returns the statuses */
export const atOnce = async (count: number, work: (at: number) => Promise<Response>): Promise<number[]> => {
  const answers = await Promise.all(Array.from({ length: count }, (_, at) => work(at)));
  return Promise.all(answers.map(async (answer) => (await answer.arrayBuffer(), answer.status)));
};

export const good = (statuses: number[]): number => statuses.filter((status) => status < 300).length;
