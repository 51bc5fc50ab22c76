import { agentEndpoints } from "./endpoints/agents.ts";
import { agentShareEndpoints } from "./endpoints/agentShares.ts";
import { agentVersionEndpoints } from "./endpoints/agentVersions.ts";
import { authEndpoints } from "./endpoints/auth.ts";
import { backupEndpoints } from "./endpoints/backup.ts";
import { contactImportEndpoints } from "./endpoints/contactImports.ts";
import { contactEndpoints } from "./endpoints/contacts.ts";
import { conversationEndpoints } from "./endpoints/conversations.ts";
import { privacyEndpoints } from "./endpoints/privacy.ts";
import { figureEndpoints } from "./endpoints/figures.ts";
import { healthEndpoints } from "./endpoints/health.ts";
import { inboxToolEndpoints } from "./endpoints/inboxTools.ts";
import { platformEndpoints } from "./endpoints/platform.ts";
import { providerEndpoints } from "./endpoints/providers.ts";
import { publicChatEndpoints } from "./endpoints/publicChat.ts";
import { setupEndpoints } from "./endpoints/setup.ts";
import { teamEndpoints } from "./endpoints/team.ts";

/** Every HTTP operation of Filo. The router mounts from it, the web's client is typed by it, OpenAPI is made of it. */
export const endpoints = {
  ...authEndpoints,
  ...teamEndpoints,
  ...setupEndpoints,
  ...agentEndpoints,
  ...agentVersionEndpoints,
  ...agentShareEndpoints,
  ...contactEndpoints,
  ...contactImportEndpoints,
  ...privacyEndpoints,
  ...conversationEndpoints,
  ...inboxToolEndpoints,
  ...publicChatEndpoints,
  ...figureEndpoints,
  ...healthEndpoints,
  ...platformEndpoints,
  ...backupEndpoints,
  ...providerEndpoints,
};

export type Endpoints = typeof endpoints;
export type EndpointKey = keyof Endpoints;
