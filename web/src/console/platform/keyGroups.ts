import type { PoolKey } from "../../../../schema/contract/platform.ts";

/** Keys of one Google Cloud project, which share one quota; `project` is null for keys whose project nobody has said. */
export interface KeyGroup {
  project: string | null;
  keys: PoolKey[];
  callsToday: number;
  /** Of different quotas written down for one project the smallest counts; null where none is, or where the keys count alone. */
  dailyQuota: number | null;
}

const isShared = ({ project, keys }: Pick<KeyGroup, "project" | "keys">): boolean => project !== null && keys.length > 1;

/** Projects in the order of their oldest key, those without a project last. */
export const keyGroups = (keys: readonly PoolKey[]): KeyGroup[] => {
  const byProject = Map.groupBy(keys, ({ project }) => project);
  const groups = [...byProject].map(([project, members]): KeyGroup => {
    const quotas = members.flatMap(({ dailyQuota }) => dailyQuota ?? []);
    return {
      project,
      keys: members,
      callsToday: members.reduce((sum, { callsToday }) => sum + callsToday, 0),
      dailyQuota: isShared({ project, keys: members }) && quotas.length > 0 ? Math.min(...quotas) : null,
    };
  });
  return groups.toSorted((a, b) => Number(a.project === null) - Number(b.project === null));
};

/** What has to be said of a group's quota, so that nobody counts it twice. */
export const noteOf = (group: KeyGroup): "shared" | "unknown" | null => {
  if (isShared(group)) return "shared";
  return group.project === null && group.keys.length > 1 ? "unknown" : null;
};

export interface KeyForm {
  label: string;
  project: string;
  dailyQuota: number | null;
  apiKey: string;
}

export const formOf = (key: PoolKey | null): KeyForm => ({
  label: key?.label ?? "",
  project: key?.project ?? "",
  dailyQuota: key?.dailyQuota ?? null,
  apiKey: "",
});

/** The fields as the API takes them; a project left empty is none. */
export const fieldsOf = ({ label, project, dailyQuota }: KeyForm): Pick<PoolKey, "label" | "project" | "dailyQuota"> => ({
  label: label.trim(),
  project: project.trim() || null,
  dailyQuota,
});
