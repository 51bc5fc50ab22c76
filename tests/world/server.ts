import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { controlRoutes } from "./control.ts";
import { Core } from "./core.ts";
import type { WorldOptions } from "./core.ts";
import { geminiRoutes } from "./gemini/routes.ts";
import { answerJson, readExchange } from "./http.ts";
import { mailRoutes } from "./mail/routes.ts";
import { pageRoutes } from "./phone/routes.ts";
import { twilioRoutes } from "./twilio/routes.ts";
import { World } from "./world.ts";

/** Starts a simulated outside world on loopback: Twilio, Gemini, mail, the control API and the phone page on one port. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const core = new Core(options);
  let world: World | undefined;
  const server = createServer((request, response) => {
    if (world !== undefined) void serve(world, request, response);
  });
  // A server that hangs on purpose must not be cut off by Node's own request timeouts.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  world = new World(core, server);
  return world;
}

async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const exchange = await readExchange(request, response);
    const { path } = exchange;
    if (path.startsWith("/2010-04-01/")) await twilioRoutes(world.core, exchange);
    else if (/^\/v1(?:beta)?\//.test(path)) await geminiRoutes(world.core, exchange);
    else if (path === "/emails" || path.startsWith("/emails/")) await mailRoutes(world.core, exchange);
    else if (path.startsWith("/world/")) await controlRoutes(world, exchange);
    else if (!(await pageRoutes(exchange))) answerJson(exchange, 404, { error: "not found" });
  } catch (cause) {
    console.error("the simulated world failed:", cause);
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { "content-type": "application/json" }).end(JSON.stringify({ error: String(cause) }));
  }
}
