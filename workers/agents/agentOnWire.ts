import type { Agent } from "../../schema/contract/agents.ts";
import type { AgentWithLine } from "./readAgent.ts";
import type { AgentDeps, Lines } from "./deps.ts";

const iso = (at: number): string => new Date(at).toISOString();

/** An agent as the console is given it; of its line, never the token. */
export const agentOnWire = ({ agent, line }: AgentWithLine, lastInboundAt: number | null): Agent => {
  const { tenantId: _tenantId, deletedAt: _deletedAt, createdAt, updatedAt, ...fields } = agent;
  return {
    ...fields,
    whatsapp: line && {
      accountSid: line.accountSid,
      number: line.number,
      lastInboundAt: lastInboundAt === null ? null : iso(lastInboundAt),
    },
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  };
};

/** The same, asking the line when it last heard from a customer. A line that can't say is no reason to show no agent. */
export const showAgent = async (deps: Pick<AgentDeps, "lines">, found: AgentWithLine): Promise<Agent> =>
  agentOnWire(found, found.line ? await lastInbound(deps.lines, found.line) : null);

const lastInbound = async (lines: Lines, line: { accountSid: string; number: string }): Promise<number | null> => {
  try {
    return await lines.lastInboundAt({ accountSid: line.accountSid, number: line.number });
  } catch {
    return null;
  }
};
