import { inboxFilters, inboxSorts, type InboxFilter, type InboxSort, type InboxView } from "../../../paths.ts";

/** What an address may say of the list, as it was typed or linked. */
export interface ViewQuery {
  filter?: string | undefined;
  sort?: string | undefined;
  agent?: string | undefined;
  label?: string | undefined;
}

const isFilter = (value: string | undefined): value is InboxFilter => inboxFilters.some((known) => known === value);
const isSort = (value: string | undefined): value is InboxSort => inboxSorts.some((known) => known === value);

/** The view an address names; what it says that does not exist counts as not said. */
export const viewOf = ({ filter, sort, agent, label }: ViewQuery): InboxView => ({
  filter: isFilter(filter) ? filter : "all",
  sort: isSort(sort) ? sort : "attention",
  ...(agent?.startsWith("agt_") ? { agentId: agent } : {}),
  ...(label?.startsWith("lbl_") ? { labelId: label } : {}),
});

/** One text for each view, to tell whether it is still the same. */
export const viewName = ({ filter, sort, agentId, labelId }: InboxView): string => [filter, sort, agentId, labelId].join(" ");

/** Whether more than a filter narrows it. */
export const isNarrowed = ({ agentId, labelId }: InboxView): boolean => agentId !== undefined || labelId !== undefined;
