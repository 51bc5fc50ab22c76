import { authRoutes } from "../accounts/authRoutes.ts";
import { ownAccountRoutes } from "../accounts/ownRoutes.ts";
import { settingsRoutes } from "../accounts/settingsRoutes.ts";
import { teamRoutes } from "../accounts/teamRoutes.ts";
import { backupRoutes } from "../backup/routes.ts";
import { agentRoutes } from "../agents/routes.ts";
import { lineName } from "../channels/whatsapp/line.ts";
import { whatsappRoutes } from "../channels/whatsapp/routes.ts";
import { contactImportRoutes } from "../contacts/imports/routes.ts";
import { contactRoutes } from "../contacts/routes.ts";
import { figureRoutes } from "../figures/routes.ts";
import { healthRoutes } from "../health/routes.ts";
import { assistRoutes } from "../inbox/assistRoutes.ts";
import { conversationMediaRoutes } from "../inbox/mediaRoutes.ts";
import { conversationRoutes } from "../inbox/routes.ts";
import { inboxToolRoutes } from "../inbox/toolRoutes.ts";
import { pushRoutes } from "../inbox/pushRoutes.ts";
import { previewRoutes } from "../inbox/previewRoutes.ts";
import { knowledgeRoutes } from "../knowledge/routes.ts";
import { signedMediaRoutes } from "../media/routes.ts";
import type { Model } from "../models/port.ts";
import { pageMediaRoutes } from "../page/mediaRoutes.ts";
import { ReadAhead } from "../page/readAhead.ts";
import { pageRoutes } from "../page/routes.ts";
import type { Route } from "../platform/route.ts";
import { privacyRoutes } from "../privacy/routes.ts";
import { platformAdminRoutes } from "../platformAdmin/routes.ts";
import { setupRoutes } from "../setup/routes.ts";
import { backupDeps } from "./backup.ts";
import { type Platform, log } from "./base.ts";
import { previewDeps } from "./previews.ts";
import { pushDeps } from "./push.ts";
import { accountDeps, agentDeps, customerDeps, healthDeps, setupDeps } from "./rooms.ts";

export const routes = (base: Platform, model: Model, ahead: ReadAhead): Route[] => [
  ...authRoutes(accountDeps(base, model)),
  ...ownAccountRoutes(accountDeps(base, model)),
  ...settingsRoutes(accountDeps(base, model)),
  ...teamRoutes(accountDeps(base, model)),
  ...agentRoutes(agentDeps(base, model)),
  ...knowledgeRoutes(base),
  ...contactRoutes(customerDeps(base)),
  ...contactImportRoutes(base),
  ...privacyRoutes(base),
  ...platformAdminRoutes({
    chance: base.chance,
    poolKeys: base.poolKeyDesk,
    view: base.platformView,
    hasVertex: base.config.vertex !== null,
  }),
  ...backupRoutes(backupDeps(base)),
  ...figureRoutes(base),
  ...setupRoutes(setupDeps(base)),
  ...healthRoutes(healthDeps(base)),
  ...conversationRoutes(base),
  ...conversationMediaRoutes(base),
  ...assistRoutes(base),
  ...previewRoutes({ ...base, ...previewDeps(base), files: base.files }),
  ...inboxToolRoutes(base),
  ...pushRoutes({ ...base, push: pushDeps(base) }),
  ...pageRoutes({ ...base, ahead, customers: customerDeps(base) }),
  ...pageMediaRoutes({ ...base, ahead, customers: customerDeps(base) }),
  ...signedMediaRoutes({ ...base, masterKeys: base.config.masterKeys }),
  ...whatsappRoutes({
    publicUrl: base.config.publicUrl,
    lineFor: (accountSid, number) => base.line(lineName(accountSid, number)),
    log,
  }),
];
