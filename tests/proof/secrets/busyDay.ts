import { createPrivateKey, hkdfSync } from "node:crypto";
import { Outsider } from "../../e2e/outsider.ts";
import { readOperations, type Operation } from "../../e2e/operations.ts";
import { browserKeys } from "../../world/push/browser.ts";
import type { World } from "../../world/world.ts";
import { waitFor } from "../waitFor.ts";
import type { Secret } from "./search.ts";

/** A business's day on which everything secret is used, and much goes wrong. */
export interface BusyDay {
  /** What must be found nowhere. */
  secrets: Secret[];
  /** What Filo has answered to anybody, cookies left out: those are where a session's token belongs. */
  answers: string[];
}

interface Scene {
  url: string;
  world: World;
  /** Tells the days of a run apart. */
  day: string;
  said: BusyDay;
}

const jsonOf = (body?: unknown) =>
  body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };

/** One call, whose answer is kept to be looked through. */
const call = async <T>({ said }: Scene, who: Outsider, method: string, path: string, body?: unknown): Promise<T> => {
  const answer = await who.fetch(method, path, jsonOf(body));
  const text = await answer.text();
  said.answers.push(
    `${method} ${path} ${answer.status} ${[...answer.headers].filter(([name]) => name !== "set-cookie").join(" ")} ${text}`,
  );
  return (text.startsWith("{") ? JSON.parse(text) : undefined) as T;
};

const keep = ({ said }: Scene, what: string, value: string): string => {
  if (value.length < 10) throw new Error(`${what} is too short to look for`);
  said.secrets.push({ what, value });
  return value;
};

const keepCookies = (scene: Scene, what: string, who: Outsider): void => {
  for (const pair of who.cookie.split("; ")) keep(scene, what, pair.split("=")[1]!);
};

const mailedToken = async (scene: Scene, what: string, email: string, page: string): Promise<string> => {
  const token = await waitFor(async () => {
    const mails = await scene.world.mails(email);
    return mails.flatMap(({ text }) => new RegExp(`${page}[^\\s]*token=([\\w-]+)`).exec(text ?? "")?.[1] ?? []).at(-1) ?? null;
  }, 60_000);
  return keep(scene, what, token);
};

const people = async (scene: Scene): Promise<Outsider> => {
  const { url, day } = scene;
  const owner = new Outsider(url);
  const email = `proprietaria-${day}@filo.example`;
  const password = keep(scene, "a password", `Parola d'ordine ${day} è lunga`);
  await call(scene, owner, "POST", "/api/auth/sign-up", { email, password, businessName: `Palestra ${day}` });
  keepCookies(scene, "a console session", owner);
  const verify = await mailedToken(scene, "a mailed confirmation", email, "/console/verify");
  await call(scene, owner, "POST", "/api/auth/verify-email", { token: verify });
  await call(scene, new Outsider(url), "POST", "/api/auth/sign-in", {
    email,
    password: keep(scene, "a wrong password", `sbagliata-${day}-parola`),
  });
  await call(scene, new Outsider(url), "POST", "/api/auth/forgot-password", { email });
  await mailedToken(scene, "a reset that is not used", email, "/console/reset");
  await call(scene, new Outsider(url), "POST", "/api/auth/forgot-password", { email });
  const reset = await mailedToken(scene, "a reset", email, "/console/reset");
  const renewed = keep(scene, "a password after a reset", `Nuova parola ${day} +/=&`);
  await call(scene, new Outsider(url), "POST", "/api/auth/reset-password", { token: reset, password: renewed });
  await call(scene, owner, "POST", "/api/auth/sign-in", { email, password: renewed });
  keepCookies(scene, "a console session", owner);
  for (const member of ["anna", "bruno"]) {
    const address = `${member}-${day}@filo.example`;
    await call(scene, owner, "POST", "/api/team/invitations", { email: address, role: "member" });
    const token = await mailedToken(scene, "an invitation", address, "/console/invitation");
    if (member === "bruno") continue;
    const joined = new Outsider(url);
    const chosen = keep(scene, "a member's password", `Parola di ${address}`);
    await call(scene, joined, "POST", "/api/auth/invitation/accept", { token, name: "Anna", password: chosen });
    keepCookies(scene, "a member's session", joined);
  }
  return owner;
};

const keys = async (scene: Scene, owner: Outsider, admin: Outsider): Promise<void> => {
  const { day } = scene;
  await call(scene, owner, "PUT", "/api/settings/model-key", {
    apiKey: keep(scene, "a tenant's model key", `AIzaSy-tenant-${day}-own-key-4711`),
  });
  await call(scene, owner, "POST", "/api/settings/model-key/check");
  const poolKey = keep(scene, "a pool key", `AIzaSy-pool-${day}-shared-key-0815`);
  await call(scene, admin, "POST", "/api/platform/keys", { label: `Chiave ${day}`, apiKey: poolKey, isActive: true });
  const keysOfBrowser = browserKeys();
  const endpoint = `https://updates.push.services.mozilla.com/wpush/v2/${day}`;
  await call(scene, owner, "POST", "/api/push-subscriptions", {
    endpoint,
    keys: { p256dh: keysOfBrowser.p256dh, auth: keysOfBrowser.auth },
  });
};

/** Messages while the model and Twilio fail, and calls that are forged. */
const messages = async (scene: Scene, owner: Outsider): Promise<void> => {
  const { world, day, url } = scene;
  const agent = await call<{ id: string }>(scene, owner, "POST", "/api/agents", {
    name: "Coach",
    slug: `segreti-${day}`,
    quietMs: 0,
  });
  const account = await world.putAccount({});
  const number = `+1415555019${day.at(-1)}`;
  await world.putNumber({ number, accountSid: account.accountSid, webhookUrl: `${url}/api/whatsapp/webhook` });
  const connect = (authToken: string) =>
    call(scene, owner, "PUT", `/api/agents/${agent.id}/whatsapp`, { accountSid: account.accountSid, authToken, number });
  await connect(keep(scene, "a Twilio token", account.authToken));
  const { secondaryAuthToken } = await world.makeSecondaryToken(account.accountSid);
  await connect(keep(scene, "a wrong Twilio token", `0123456789abcdef-${day}-not-it`));
  await connect(account.authToken);
  await connect(keep(scene, "a second Twilio token", secondaryAuthToken!));
  await call(scene, owner, "POST", `/api/agents/${agent.id}/whatsapp/check`, {});
  const phone = world.phone(`+44770090${8000 + Number(day.replaceAll(/\D/g, "").slice(-3))}`);
  for (const fault of ["http500", "badJson", "http429"] as const) await world.fail({ provider: "gemini", kind: fault, times: 1 });
  await world.fail({ provider: "twilio", kind: "http401", times: 2, operation: "send" });
  await world.fail({ provider: "twilio", kind: "http500", times: 1, operation: "send" });
  await phone.says("Ciao, a che ora aprite?", { to: number });
  await fetch(`${url}/api/whatsapp/webhook`, {
    method: "POST",
    headers: { "x-twilio-signature": "forged" },
    body: new URLSearchParams({
      AccountSid: account.accountSid,
      To: `whatsapp:${number}`,
      From: "whatsapp:+447700900199",
      Body: "falso",
    }),
  });
  await waitFor(async () => ((await world.twilioRequests()).length > 3 ? true : null), 60_000);
};

/** A customer of the page: account, session, a link that is not gone on with. */
const customer = async (scene: Scene): Promise<void> => {
  const { url, day } = scene;
  const page = new Outsider(url);
  const root = `/api/public/ai/segreti-${day}`;
  await call(scene, page, "POST", `${root}/chat`, { message: "Buongiorno", clientMessageId: `segreti-${day}` });
  keepCookies(scene, "a visitor's cookie", page);
  const begun = await page.fetch("POST", `${root}/whatsapp-link`);
  if (begun.status === 201) keep(scene, "a link code that was not sent", ((await begun.json()) as { code: string }).code);
  const email = `cliente-${day}@filo.example`;
  const password = keep(scene, "a customer's password", `Cliente ${day} con parola`);
  await call(scene, page, "POST", `${root}/sign-up`, { name: "Marta", email, password });
  keepCookies(scene, "a customer's session", page);
  await mailedToken(scene, "a customer's confirmation", email, `/ai/segreti-${day}`);
};

/** Everything that can be read by a GET, the exports of figures among it. */
const readings = async (scene: Scene, who: Outsider, operations: Operation[]): Promise<void> => {
  const span = "from=2026-11-01&to=2026-11-30&behind=contacts&q=ciao&seen=2026-11-01T10:00:00Z";
  for (const { method, path } of operations)
    if (method === "GET" && !path.endsWith("/socket"))
      await call(scene, who, "GET", `${path.replaceAll(/\{\w+\}/g, "x")}?${span}`);
  for (const list of ["agents", "contacts", "conversations"]) {
    const { items = [] } = (await call<{ items?: { id: string }[] }>(scene, who, "GET", `/api/${list}`)) ?? {};
    for (const { id } of items)
      for (const operation of operations.filter((one) => one.method === "GET" && one.path.startsWith(`/api/${list}/{id}`)))
        await call(scene, who, "GET", operation.path.replace("{id}", id).replaceAll(/\{\w+\}/g, "1"));
  }
};

/** @param admin an owner whose e-mail runs the installation; the first day makes them */
export const busyDay = async (url: string, world: World, day: string, admin: Outsider): Promise<BusyDay> => {
  const scene: Scene = { url, world, day, said: { secrets: [], answers: [] } };
  const owner = await people(scene);
  await keys(scene, owner, admin);
  await messages(scene, owner);
  await customer(scene);
  const operations = await readOperations(new Outsider(url));
  await readings(scene, owner, operations);
  await readings(
    scene,
    admin,
    operations.filter(({ path }) => path.startsWith("/api/platform/")),
  );
  return scene.said;
};

/** The order of P-256's group (SEC 2, section 2.4.2). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * The private key of the installation's push notices, worked out by itself from the master key.
 *
 * @throws when it is not the one whose public half Filo hands out
 */
export const vapidSecret = async (secretsKey: string, owner: Outsider): Promise<Secret[]> => {
  const drawn = Buffer.from(hkdfSync("sha256", Buffer.from(secretsKey, "base64"), Buffer.alloc(32), "filo web push, VAPID", 48));
  const scalar = ((BigInt(`0x${drawn.toString("hex")}`) % (order - 1n)) + 1n).toString(16).padStart(64, "0");
  const head = "3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420";
  const key = createPrivateKey({ key: Buffer.from(head + scalar, "hex"), format: "der", type: "pkcs8" });
  const { x = "", y = "", d = "" } = key.export({ format: "jwk" });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]).toString("base64url");
  const { publicKey } = await owner.ask<{ publicKey: string }>("GET", "/api/push-key");
  if (publicKey !== point) throw new Error("the derived key is not the one that is used");
  return [
    { what: "the private key of push notices", value: d },
    { what: "the private key of push notices, hexadecimal", value: scalar },
    { what: "the private key of push notices, bytes", value: Buffer.from(scalar, "hex").toString("latin1") },
  ];
};
