import { route, type Route } from "../platform/route.ts";
import { openApiDocument } from "./openapi.ts";

/** What the door answers by itself. */
export const ownRoutes = (): Route[] => [
  route("GET /api/health", async () => ({ ok: true as const })),
  route("GET /api/openapi.json", async () => openApiDocument()),
];
