import { Outsider } from "../../e2e/outsider.ts";
import type { Stage } from "../../support/stage.ts";
import { newAddress } from "../sessions/scene.ts";

/** A question that has the same answer in two cases; which it is must not be told by the time it takes. */
export interface Question {
  name: string;
  /** What the two cases are. */
  between: string;
  /** Makes one call of the first case or of the second; `at` counts the pairs. */
  ask(which: 0 | 1, at: number): Promise<Response>;
}

const password = "quattro stagioni";

const json = (who: Outsider, path: string, body: unknown): Promise<Response> =>
  who.fetch("POST", path, { headers: { "content-type": "application/json", ...newAddress() }, body: JSON.stringify(body) });

/** An id like this one that there is not. */
const missing = (id: string, at: number): string => id.slice(0, 14) + String(at).padStart(6, "0").slice(-6) + id.slice(20);

/** Ids of another tenant's against ids of nobody's, for everything that a console can name. */
const foreignIds = (stranger: Outsider, ids: Record<string, string>): Question[] =>
  ["contacts", "conversations", "agents", "knowledge", "labels"].map((place) => {
    const id = ids[place]!;
    const [method, tail] =
      place === "knowledge" || place === "labels" ? ["DELETE", ""] : ["GET", place === "conversations" ? "/messages" : ""];
    return {
      name: `${method} /api/${place}/{id}${tail}`,
      between: "another tenant's id, nobody's",
      ask: (which, at) => stranger.fetch(method!, `/api/${place}/${which === 0 ? id : missing(id, at)}${tail}`),
    };
  });

/** Known people who may each be tried some times before the limit. */
const known = async (stage: Stage, slug: string, count: number): Promise<string[]> => {
  const emails = Array.from({ length: count }, (_, at) => `nota-${at}@filo.example`);
  for (const [at, email] of emails.entries()) {
    await json(new Outsider(stage.url), "/api/auth/sign-up", { email, password, businessName: `Nota ${at}` });
    await json(new Outsider(stage.url), `/api/public/ai/${slug}/sign-up`, { name: "Nota", email, password });
  }
  return emails;
};

const triesEach = 8;

/** Everything that is asked. @param pairs how many pairs each question is asked, which says how many people it takes */
export const questions = async (
  stage: Stage,
  who: { stranger: Outsider; ids: Record<string, string>; slug: string },
  pairs: number,
): Promise<Question[]> => {
  const { stranger, ids, slug } = who;
  const emails = await known(stage, slug, Math.ceil(pairs / triesEach));
  const email = (which: 0 | 1, at: number) =>
    which === 0 ? emails[Math.floor(at / triesEach)]! : `ignota-${Math.floor(at / triesEach)}@filo.example`;
  const guess =
    (path: string): Question["ask"] =>
    (which, at) =>
      json(new Outsider(stage.url), path, { email: email(which, at), password: "non è questa" });
  return [
    ...foreignIds(stranger, ids),
    { name: "POST /api/auth/sign-in", between: "a known address, an unknown one", ask: guess("/api/auth/sign-in") },
    {
      name: "POST /api/public/ai/{slug}/sign-in",
      between: "a known address, an unknown one",
      ask: guess(`/api/public/ai/${slug}/sign-in`),
    },
  ];
};
