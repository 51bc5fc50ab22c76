import { maxCost } from "../models/pricing.ts";
import type { ModelRequest } from "../models/port.ts";
import { promptBudget } from "./promptBudget.ts";
import type { PromptRoute } from "./routing.ts";

/** A budgeted token is four UTF-16 units (`estimateTokens`), each of three bytes in UTF-8 at most; no token is less than a byte. */
const mostTokensOf = (budget: number): number => budget * 4 * 3;

/** More bytes than headings, tags, counts, figures and the latest contacts' names take around what was read. */
const around = 4_000;

const gathered: Record<PromptRoute, number> = {
  levels: mostTokensOf(promptBudget.knowledge),
  acquisition: mostTokensOf(promptBudget.knowledge),
  assistance: mostTokensOf(promptBudget.knowledge) + mostTokensOf(promptBudget.dossier),
  consultant: mostTokensOf(promptBudget.knowledge),
};

/**
 * What a turn's call can cost at most, whatever is still to be found for it, in millionths of a euro. So the money can be reserved
 * while knowledge and record are being read, and not only after (invariant I12: it is never less than the real request's most).
 *
 * @param bare the turn's request with nothing gathered (`nothingGathered`)
 */
export const dearestCost = (bare: ModelRequest, route: PromptRoute): number => maxCost(bare, gathered[route] + around);
