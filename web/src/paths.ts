/** Filters of the inbox, as its list endpoint names them; the first is what the inbox opens on. */
export const inboxFilters = [
  "all",
  "needs_person",
  "unread",
  "mine",
  "clients",
  "leads",
  "snoozed",
  "closed",
  "blocked",
] as const;
export type InboxFilter = (typeof inboxFilters)[number];

export const inboxSorts = ["attention", "recent"] as const;
export type InboxSort = (typeof inboxSorts)[number];

/** Which conversations the list shows, and in what order; all of it stands in the address. */
export interface InboxView {
  filter: InboxFilter;
  sort: InboxSort;
  agentId?: string | undefined;
  labelId?: string | undefined;
}

interface InboxQuery extends Partial<InboxView> {
  pane?: "context" | undefined;
  /** Words searched for in all threads. */
  q?: string | undefined;
  /** The message to show in its place. */
  message?: string | undefined;
}

export const agentSections = ["basics", "levels", "knowledge", "whatsapp", "limits", "try", "shares", "versions"] as const;
export type AgentSection = (typeof agentSections)[number];

/** What is asked for while an agent is being made, in this order. */
export const setupSteps = [
  "basics",
  "levels",
  "knowledge",
  "whatsapp",
  "limits",
  "try",
] as const satisfies readonly AgentSection[];
export type SetupStep = (typeof setupSteps)[number];

export const settingsSections = ["business", "account"] as const;
export type SettingsSection = (typeof settingsSections)[number];

export const platformSections = ["health", "tenants", "keys", "restore"] as const;
export type PlatformSection = (typeof platformSections)[number];

const withQuery = (path: string, query: Record<string, string | undefined>): string => {
  const search = new URLSearchParams(
    Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1])),
  ).toString();
  return search ? `${path}?${search}` : path;
};

/** Every address of the console, built in one place. */
export const paths = {
  console: () => "/console",
  signIn: (from?: string) => withQuery("/console/sign-in", { next: from }),
  signUp: () => "/console/sign-up",
  verify: (token?: string) => withQuery("/console/verify", { token }),
  forgot: () => "/console/forgot",
  reset: (token?: string) => withQuery("/console/reset", { token }),
  inbox: (conversationId?: string, query: InboxQuery = {}) =>
    withQuery(conversationId ? `/console/inbox/${conversationId}` : "/console/inbox", {
      filter: query.filter === "all" ? undefined : query.filter,
      agent: query.agentId,
      label: query.labelId,
      sort: query.sort === "attention" ? undefined : query.sort,
      pane: query.pane,
      q: query.q,
      message: query.message,
    }),
  agents: () => "/console/agents",
  newAgent: () => "/console/agents/new",
  agent: (agentId: string, section: AgentSection = "basics") =>
    section === "basics" ? `/console/agents/${agentId}` : `/console/agents/${agentId}/${section}`,
  agentSetup: (agentId: string, step: SetupStep = "basics") =>
    step === "basics" ? `/console/agents/${agentId}/setup` : `/console/agents/${agentId}/setup/${step}`,
  agentVersion: (agentId: string, version: number) => `/console/agents/${agentId}/versions?v=${version}`,
  contacts: (query: { search?: string; role?: string; level?: string; state?: string } = {}) =>
    withQuery("/console/contacts", query),
  importContacts: (importId?: string, query: { outcome?: string } = {}) =>
    withQuery(importId ? `/console/contacts/import/${importId}` : "/console/contacts/import", query),
  contact: (contactId: string) => `/console/contacts/${contactId}`,
  figures: () => "/console/figures",
  health: () => "/console/health",
  settings: (section: SettingsSection = "business") =>
    section === "business" ? "/console/settings" : `/console/settings/${section}`,
  team: () => "/console/team",
  invitation: (token?: string) => withQuery("/console/invitation", { token }),
  setup: () => "/console/setup",
  platform: (section: PlatformSection = "health") =>
    section === "health" ? "/console/platform" : `/console/platform/${section}`,
  publicPage: (slug: string) => `/ai/${slug}`,
};

/** Where to go after signing in: only ever an address of the console's own, never another site's. */
export const safeNext = (next: string | undefined): string =>
  next && /^\/console(\/|$|\?)/.test(next) && !next.includes("//") ? next : paths.inbox();
