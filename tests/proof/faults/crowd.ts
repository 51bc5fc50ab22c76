import type { ConsoleClient } from "../../support/consoleClient.ts";
import { startStage, type ConnectedLine, type Stage, type StageOptions } from "../../support/stage.ts";

/** A stage with many numbers of two businesses, and many people who write to them. */
export interface Crowd {
  stage: Stage;
  lines: (ConnectedLine & { owner: ConsoleClient; agentId: string })[];
  people: string[];
}

interface CrowdSize extends StageOptions {
  lines: number;
  people: number;
  quietMs?: number;
}

/** No limit may stop what is tried here: each is tried elsewhere. */
const unlimited = { dailyMessageLimit: 1_000, dailySpendCapMicros: 1_000_000_000 };

export const gatherCrowd = async ({ lines: count, people, quietMs = 150, ...options }: CrowdSize): Promise<Crowd> => {
  const stage = await startStage(options);
  const other = await stage.signUp("Studio Boreale");
  const lines: Crowd["lines"] = [];
  for (let at = 0; at < count; at++) {
    const owner = at % 2 === 0 ? stage.owner : other;
    const agent = await stage.agent({ name: `Coach ${at}`, quietMs, ...unlimited }, owner);
    lines.push({ ...(await stage.line(agent, {}, owner)), owner, agentId: agent.id });
  }
  return { stage, lines, people: Array.from({ length: people }, () => stage.newPerson()) };
};
