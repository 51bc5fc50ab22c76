import { authRoutes } from "../accounts/authRoutes.ts";
import { settingsRoutes } from "../accounts/settingsRoutes.ts";
import { agentRoutes } from "../agents/routes.ts";
import { lineName } from "../channels/whatsapp/line.ts";
import { whatsappRoutes } from "../channels/whatsapp/routes.ts";
import { contactRoutes } from "../contacts/routes.ts";
import { healthRoutes } from "../health/routes.ts";
import { conversationMediaRoutes } from "../inbox/mediaRoutes.ts";
import { conversationRoutes } from "../inbox/routes.ts";
import { knowledgeRoutes } from "../knowledge/routes.ts";
import { signedMediaRoutes } from "../media/routes.ts";
import type { Model } from "../models/port.ts";
import { pageMediaRoutes } from "../page/mediaRoutes.ts";
import { ReadAhead } from "../page/readAhead.ts";
import { pageRoutes } from "../page/routes.ts";
import type { Route } from "../platform/route.ts";
import { platformAdminRoutes } from "../platformAdmin/routes.ts";
import { type Platform, log } from "./base.ts";
import { accountDeps, agentDeps, customerDeps, healthDeps } from "./rooms.ts";

export const routes = (base: Platform, model: Model, ahead: ReadAhead): Route[] => [
  ...authRoutes(accountDeps(base)),
  ...settingsRoutes(accountDeps(base)),
  ...agentRoutes(agentDeps(base, model)),
  ...knowledgeRoutes(base),
  ...contactRoutes(customerDeps(base)),
  ...platformAdminRoutes({
    chance: base.chance,
    poolKeys: base.poolKeyDesk,
    view: base.platformView,
    hasVertex: base.config.vertex !== null,
  }),
  ...healthRoutes(healthDeps(base)),
  ...conversationRoutes(base),
  ...conversationMediaRoutes(base),
  ...pageRoutes({ ...base, ahead, customers: customerDeps(base) }),
  ...pageMediaRoutes({ ...base, ahead, customers: customerDeps(base) }),
  ...signedMediaRoutes({ ...base, masterKeys: base.config.masterKeys }),
  ...whatsappRoutes({
    publicUrl: base.config.publicUrl,
    lineFor: (accountSid, number) => base.line(lineName(accountSid, number)),
    log,
  }),
];
