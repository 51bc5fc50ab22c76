import type { Agent } from "../../schema/contract/agents.ts";
import type { AgentDeps, Lines } from "./deps.ts";
import { draftOf, type Names } from "./drafts.ts";
import { fieldsOf } from "./agentFields.ts";
import type { AgentWithLine } from "./readAgent.ts";

const iso = (at: number): string => new Date(at).toISOString();

/** An agent as the console is given it; of its line, never the token. */
export const agentOnWire = ({ agent, line }: AgentWithLine, lastInboundAt: number | null, names: Names): Agent => ({
  ...fieldsOf(agent),
  id: agent.id,
  version: agent.version,
  draft: draftOf(agent, names),
  whatsapp: line && {
    accountSid: line.accountSid,
    number: line.number,
    lastInboundAt: lastInboundAt === null ? null : iso(lastInboundAt),
  },
  createdAt: iso(agent.createdAt),
  updatedAt: iso(agent.updatedAt),
});

type Showing = Pick<AgentDeps, "lines" | "names">;

/** The same for several, asking each line when it last heard from a customer. */
export const showAgents = async (deps: Showing, found: AgentWithLine[]): Promise<Agent[]> => {
  const authors = found.flatMap(({ agent }) => (agent.draftBy === null ? [] : [agent.draftBy]));
  const [names, heard] = await Promise.all([
    authors.length === 0 ? new Map<string, string>() : deps.names(authors),
    Promise.all(found.map(({ line }) => line && lastInbound(deps.lines, line))),
  ]);
  return found.map((one, at) => agentOnWire(one, heard[at] ?? null, names));
};

export const showAgent = async (deps: Showing, found: AgentWithLine): Promise<Agent> => {
  const [shown] = await showAgents(deps, [found]);
  if (!shown) throw new Error("One agent was shown as none");
  return shown;
};

/** A line that can't say is no reason to show no agent. */
const lastInbound = async (lines: Lines, line: { accountSid: string; number: string }): Promise<number | null> => {
  try {
    return await lines.lastInboundAt({ accountSid: line.accountSid, number: line.number });
  } catch {
    return null;
  }
};
