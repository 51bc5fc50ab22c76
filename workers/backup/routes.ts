import { refuse } from "../platform/refusal.ts";
import { route, type Route } from "../platform/route.ts";
import type { BackupDeps } from "./deps.ts";
import { downloadBackup } from "./download.ts";
import { advanceRestore } from "./restore/advance.ts";
import { beginRestore, bringPart } from "./restore/bringParts.ts";
import { giveUpRestore } from "./restore/giveUp.ts";
import { restoreOnWire } from "./restore/onWire.ts";

/**
 * A business's owner takes a copy of it; who runs an installation restores one. Nobody else can: who runs the installation sees how a
 * tenant does and never what it says, so they can't take a copy, and what they restore they can't read without its passphrase.
 */
export const backupRoutes = (deps: BackupDeps): Route[] => [
  route("POST /api/backup", ({ caller, body }) => downloadBackup(deps, caller, body)),
  route("GET /api/platform/restores", async () => ({
    items: (await deps.restores.list()).map(restoreOnWire),
    nextCursor: null,
  })),
  route("POST /api/platform/restores", ({ caller }) => beginRestore(deps, caller)),
  route("GET /api/platform/restores/{id}", async ({ params }) => {
    const row = await deps.restores.find(params.id);
    return row ? restoreOnWire(row) : refuse("not_found");
  }),
  route("PUT /api/platform/restores/{id}/parts/{part}", ({ params, bytes }) => bringPart(deps, params, bytes)),
  route("POST /api/platform/restores/{id}/advance", ({ caller, params, body }) => advanceRestore(deps, caller, params.id, body)),
  route("DELETE /api/platform/restores/{id}", ({ params }) => giveUpRestore(deps, params.id)),
];
