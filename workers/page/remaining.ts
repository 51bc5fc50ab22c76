import type { AgentRow } from "../../schema/tables/agents.ts";
import { dailyLimitFor } from "../agents/limits.ts";
import { writerOf } from "../agents/writer.ts";
import type { Person } from "../contacts/person.ts";
import { calendarDay } from "../platform/calendarDay.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { PageDeps } from "./deps.ts";

/**
 * Whether limits count somebody by address too: a cookie is thrown away in a moment, and so is an e-mail that nobody has confirmed.
 * Whoever has proved a number or an address of theirs is one person, wherever they write from.
 */
export const isAnonymous = (person: Pick<Person, "identities"> | null): boolean =>
  person === null || person.identities.every(({ kind, verifiedAt }) => kind === "visitor" || verifiedAt === null);

interface Visit {
  tenant: TenantRow;
  agent: AgentRow;
  person: Person | null;
  addressHash: string;
}

/** Messages left today for whoever looks; null without a limit. The same limit and day as a turn reserves by. */
export const remainingMessages = async (
  deps: Pick<PageDeps, "chance" | "quota">,
  { tenant, agent, person, addressHash }: Visit,
): Promise<number | null> => {
  const writer = person && writerOf(tenant, person);
  const limit = writer?.participant === "consultant" ? null : dailyLimitFor(agent, writer?.level ?? 1);
  const { remaining } = await deps.quota(agent.id).peek({
    contactId: person?.id ?? "nobody",
    addressHash: isAnonymous(person) ? addressHash : null,
    limit,
    day: calendarDay(deps.chance.now(), tenant.timeZone),
  });
  return remaining;
};
