import type { Level } from "../../../../../schema/contract/enums.ts";
import type { ContactFilters } from "../data.ts";
import { roleNames } from "../roles.ts";

/** The filters as they stand in the address. */
export interface FilterQuery {
  search?: string | undefined;
  role?: string | undefined;
  level?: string | undefined;
  state?: string | undefined;
}

export const levels = [1, 2, 3] as const satisfies readonly Level[];
export const states = ["blocked", "stopped"] as const;

/** What of an address means anything; the rest is as if it weren't there. */
export const filtersOf = ({ search, role, level, state }: FilterQuery): ContactFilters => ({
  search: search?.trim() || undefined,
  role: roleNames.find((name) => name === role),
  level: levels.find((one) => String(one) === level),
  state: states.find((one) => one === state),
});

export const isFiltered = (filters: ContactFilters): boolean => Object.values(filters).some((value) => value !== undefined);
