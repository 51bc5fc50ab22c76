import { startStage } from "../support/stage.ts";
import { fixation, oldCookies } from "./sessions/cookies.ts";
import { enumeration } from "./sessions/enumeration.ts";
import { bruteForce, redemption } from "./sessions/redemption.ts";
import type { Findings, Scene } from "./sessions/scene.ts";
import { defineTrial, type Figure } from "./trial.ts";

const attacks = { fixation, oldCookies, redemption, bruteForce, enumeration };
type Attack = keyof typeof attacks;

type Tally = Record<Attack, Findings>;

const nothing = (): Findings => ({ tried: 0, wrong: [] });

const words: Record<Attack, string> = {
  fixation: "A browser that comes with a planted session leaves with another, and the planted one opens nothing",
  oldCookies: "Sessions and passwords from before a change, a reset, a sign-out open nothing afterwards",
  redemption: "An invitation, a reset link, a confirmation, a link code, by eight at the same moment: one takes effect",
  bruteForce:
    "Guesses at the six digits, each from another address, over every link that a browser may begin: none is taken, and after five not even the right one",
  enumeration:
    "Signing in, a forgotten password, inviting, a customer's sign-in and sign-up answer alike for who is known and who is not",
};

const figure = (attack: Attack, { tried, wrong }: Findings): Figure => ({
  what: words[attack],
  measured: `${wrong.length} wrong in ${tried} attempts${wrong.length === 0 ? "" : `: ${wrong.slice(0, 3).join("; ")}`}`,
  bound: "0",
  holds: wrong.length === 0,
});

/** Attacks on sessions and one-time codes, against the built Worker; each case is a round of all of them with people of its own. */
export const trial = defineTrial<Tally>({
  section: "attack",
  size: 20,
  slice: 1,
  start: { fixation: nothing(), oldCookies: nothing(), redemption: nothing(), bruteForce: nothing(), enumeration: nothing() },
  async run({ seed, from, to }, tally) {
    const stage = await startStage();
    try {
      for (let n = from; n < to; n++) {
        const slug = `sessioni-${n}`;
        const line = await stage.line(await stage.agent({ slug, quietMs: 0 }));
        const scene: Scene = { stage, slug, line, round: `${seed}-${n}` };
        for (const [name, attack] of Object.entries(attacks) as [Attack, (scene: Scene) => Promise<Findings>][]) {
          const { tried, wrong } = await attack(scene);
          tally[name].tried += tried;
          tally[name].wrong.push(...wrong.map((one) => `case ${n}: ${one}`));
        }
      }
    } finally {
      await stage.close();
    }
    return tally;
  },
  figures: (findings) => (Object.keys(attacks) as Attack[]).map((attack) => figure(attack, findings[attack])),
});
