/** What a key did on a day. */
export interface Use {
  calls: number;
  failures: number;
  tokens: number;
}

/** A key as far as its quota goes. */
export interface QuotaKey {
  id: string;
  label: string;
  /** Keys of one Google Cloud project share one quota; a key whose project is not known counts alone. */
  project: string | null;
  isActive: boolean;
  /** Calls a day; null when nobody has said. */
  dailyQuota: number | null;
  callsToday: number;
}

/** A quota that is nearly used up. `subject` is the project, or the key's label where the project isn't known. */
export interface NearQuota {
  subject: string;
  keyIds: string[];
  calls: number;
  quota: number;
}

const nearFrom = 0.8;

/**
 * The quotas of which at least four fifths are used. The keys of a project are summed, and if people wrote down different
 * quotas for one project, the smallest counts. A key that is switched off takes nothing more, but what it took today is gone.
 */
export const keysNearQuota = (keys: QuotaKey[]): NearQuota[] => {
  const groups = Map.groupBy(keys, ({ id, project }) => (project ? `project ${project}` : `key ${id}`));
  return [...groups.values()].flatMap((group) => {
    const quotas = group.flatMap(({ dailyQuota }) => dailyQuota ?? []);
    const [first] = group;
    if (!first || quotas.length === 0 || group.every(({ isActive }) => !isActive)) return [];
    const quota = Math.min(...quotas);
    const calls = group.reduce((sum, { callsToday }) => sum + callsToday, 0);
    if (calls < quota * nearFrom) return [];
    return [{ subject: first.project ?? first.label, keyIds: group.map(({ id }) => id), calls, quota }];
  });
};
