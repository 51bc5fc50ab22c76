import { defineEndpoints } from "../endpoint.ts";
import {
  behindItemSchema,
  behindQuerySchema,
  figuresQuerySchema,
  figuresSchema,
  funnelSchema,
  keyDaysSchema,
} from "../figures.ts";
import { listOf } from "../shapes.ts";

export const figureEndpoints = defineEndpoints({
  "GET /api/figures": {
    summary: "The numbers of some days, per day, agent and level, and those of the days before",
    realm: "console",
    query: figuresQuerySchema,
    status: 200,
    response: figuresSchema,
  },
  "GET /api/figures/funnel": {
    summary: "How far the leads of some days have come: new, engaged, qualified, converted",
    realm: "console",
    query: figuresQuerySchema,
    status: 200,
    response: funnelSchema,
  },
  "GET /api/figures/behind": {
    summary: "Who is behind a number",
    realm: "console",
    query: behindQuerySchema,
    status: 200,
    response: listOf(behindItemSchema),
  },
  "GET /api/figures/key": {
    summary: "How the tenant's own model key was used",
    realm: "console",
    query: figuresQuerySchema,
    status: 200,
    response: keyDaysSchema,
  },
  "GET /api/figures/csv": {
    summary: "The daily numbers as a table for a spreadsheet, one row per day, agent and level",
    realm: "console",
    query: figuresQuerySchema,
    status: 200,
    responseType: "text/csv",
  },
});
