/** Filters of the inbox, as its list endpoint names them; the first is what the inbox opens on. */
export const inboxFilters = ["all", "needs_person", "unread", "clients", "leads"] as const;
export type InboxFilter = (typeof inboxFilters)[number];

interface InboxQuery {
  filter?: InboxFilter | undefined;
  pane?: "context" | undefined;
  /** Words searched for in all threads. */
  q?: string | undefined;
  /** The message to show in its place. */
  message?: string | undefined;
}

export const agentSections = ["basics", "levels", "limits", "whatsapp", "knowledge", "try"] as const;
export type AgentSection = (typeof agentSections)[number];

export const platformSections = ["health", "tenants", "keys"] as const;
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
      pane: query.pane,
      q: query.q,
      message: query.message,
    }),
  agents: () => "/console/agents",
  newAgent: () => "/console/agents/new",
  agent: (agentId: string, section: AgentSection = "basics") =>
    section === "basics" ? `/console/agents/${agentId}` : `/console/agents/${agentId}/${section}`,
  contacts: (query: { search?: string; role?: string } = {}) => withQuery("/console/contacts", query),
  contact: (contactId: string) => `/console/contacts/${contactId}`,
  health: () => "/console/health",
  settings: () => "/console/settings",
  platform: (section: PlatformSection = "health") =>
    section === "health" ? "/console/platform" : `/console/platform/${section}`,
  publicPage: (slug: string) => `/ai/${slug}`,
};

/** Where to go after signing in: only ever an address of the console's own, never another site's. */
export const safeNext = (next: string | undefined): string =>
  next && /^\/console(\/|$|\?)/.test(next) && !next.includes("//") ? next : paths.inbox();
