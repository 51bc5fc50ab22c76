import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Outsider } from "../e2e/outsider.ts";
import { Served } from "../e2e/served.ts";
import { worldVars } from "../local/demoWorld.ts";
import { freePort } from "../local/freePort.ts";
import { startWorld } from "../world/server.ts";
import { busyDay, vapidSecret, type BusyDay } from "./secrets/busyDay.ts";
import { findIn, findInState, type Find, type Secret } from "./secrets/search.ts";
import { defineTrial } from "./trial.ts";
import { waitFor } from "./waitFor.ts";

interface Tally {
  secrets: number;
  files: number;
  bytes: number;
  answers: number;
  said: number;
  finds: string[];
  /** Whether what was planted to be found was found: a search that finds nothing ever would prove nothing. */
  planted: number;
}

const secretsKey = (seed: number) => Buffer.alloc(32, `secrets of run ${seed}`).toString("base64");
const adminEmail = "installation@filo.example";

const confirmedAdmin = async (url: string, mails: () => Promise<{ text?: string | null }[]>): Promise<Outsider> => {
  const admin = new Outsider(url);
  await admin.ask("POST", "/api/auth/sign-up", { email: adminEmail, password: "chi ospita tutti", businessName: "Chi ospita" });
  const token = await waitFor(
    async () => (await mails()).flatMap(({ text }) => /token=([\w-]+)/.exec(text ?? "")?.[1] ?? [])[0] ?? null,
    60_000,
  );
  await admin.ask("POST", "/api/auth/verify-email", { token });
  return admin;
};

const described = ({ what, how, where }: Find) => `${what}, ${how}, in ${where}`;

/** The words of a customer are stored: a search that knows them must find them in D1, in an object and in an answer. */
const plantedIn = (stateDir: string, days: BusyDay[]): number => {
  const known: Secret[] = [{ what: "words", value: "a che ora aprite" }];
  const { finds } = findInState(stateDir, known);
  const places = ["stores/d1/", "stores/do/"].filter((start) => finds.some(({ where }) => where.startsWith(start)));
  return places.length + (days.some(({ answers }) => findIn("answers", answers.join("\n"), known).length > 0) ? 1 : 0);
};

/** After busy days on `npm run serve`, secrets are looked for in everything it has stored, printed and answered. */
export const trial = defineTrial<Tally>({
  section: "attack",
  size: 5,
  slice: 5,
  start: { secrets: 0, files: 0, bytes: 0, answers: 0, said: 0, finds: [], planted: 0 },
  async run({ seed, from, to }, tally) {
    const stateDir = await mkdtemp(join(tmpdir(), "filo-secrets-"));
    const world = await startWorld({ statusStepMs: 25 });
    const key = secretsKey(seed);
    const vars = { ...worldVars(world), SECRETS_KEY: key, STATE_DIR: stateDir, PLATFORM_ADMINS: adminEmail };
    const served = await Served.start(await freePort(), vars as Record<string, string>);
    try {
      const admin = await confirmedAdmin(served.url, () => world.mails(adminEmail));
      const days: BusyDay[] = [];
      for (let n = from; n < to; n++) days.push(await busyDay(served.url, world, `${seed}${n}`, admin));
      const secrets: Secret[] = [
        ...days.flatMap((day) => day.secrets),
        ...(await vapidSecret(key, admin)),
        { what: "the installation's key", value: key },
        { what: "a key of the environment", value: vars.GEMINI_API_KEYS! },
        { what: "the mail provider's key", value: vars.MAIL_API_KEY! },
      ];
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      await served.terminate();
      const { finds, files, bytes } = findInState(stateDir, secrets);
      const answers = days.flatMap((day) => day.answers);
      const others = [
        ...findIn("what was printed", served.said, secrets),
        ...findIn("what was answered", answers.join("\n"), secrets),
      ];
      tally.finds.push(...[...finds, ...others].map(described));
      tally.planted += plantedIn(stateDir, days);
      tally.secrets += secrets.length;
      tally.files += files;
      tally.bytes += bytes;
      tally.answers += answers.length;
      tally.said += served.said.length;
    } finally {
      await served.cut();
      await world.close();
      await rm(stateDir, { recursive: true, force: true });
    }
    return tally;
  },
  figures: ({ secrets, files, bytes, answers, said, finds, planted }) => [
    {
      what: `${secrets} secrets (passwords, sessions, mailed links, Twilio's, model and pool keys, the push key, the installation's own, link codes that were not sent), plain, in JSON, for addresses, in hexadecimal and Base64, in ${files} files of D1, objects and R2 (${Math.round(bytes / 1e6)} MB), ${said} characters of log and ${answers} answers`,
      measured: `${finds.length} found${finds.length === 0 ? "" : `: ${finds.slice(0, 4).join("; ")}`}`,
      bound: "0",
      holds: finds.length === 0,
    },
    {
      what: "The same search for what a customer wrote: found in D1, in an object, in an answer",
      measured: `${planted} of 3 places`,
      bound: "3",
      holds: planted >= 3,
    },
  ],
});
