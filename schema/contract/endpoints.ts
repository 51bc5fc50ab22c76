import { agentEndpoints } from "./endpoints/agents.ts";
import { authEndpoints } from "./endpoints/auth.ts";
import { contactEndpoints } from "./endpoints/contacts.ts";
import { conversationEndpoints } from "./endpoints/conversations.ts";
import { healthEndpoints } from "./endpoints/health.ts";
import { platformEndpoints } from "./endpoints/platform.ts";
import { providerEndpoints } from "./endpoints/providers.ts";
import { publicChatEndpoints } from "./endpoints/publicChat.ts";

/** Every HTTP operation of Filo. The router mounts from it, the web's client is typed by it, OpenAPI is made of it. */
export const endpoints = {
  ...authEndpoints,
  ...agentEndpoints,
  ...contactEndpoints,
  ...conversationEndpoints,
  ...publicChatEndpoints,
  ...healthEndpoints,
  ...platformEndpoints,
  ...providerEndpoints,
};

export type Endpoints = typeof endpoints;
export type EndpointKey = keyof Endpoints;
