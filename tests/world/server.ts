import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { controlRoutes } from "./control.ts";
import { Core } from "./core.ts";
import type { WorldOptions } from "./core.ts";
import { geminiRoutes } from "./gemini/routes.ts";
import { answerJson, readExchange } from "./http.ts";
import type { Exchange } from "./http.ts";
import { mailRoutes } from "./mail/routes.ts";
import { pageRoutes } from "./phone/routes.ts";
import { accountRoutes, isAccountPath } from "./twilio/accountRoutes.ts";
import { cdnRoutes, foreignRoutes } from "./twilio/cdn.ts";
import { contentRoutes } from "./twilio/contentRoutes.ts";
import { twilioRoutes } from "./twilio/routes.ts";
import { TYPING_PATH, typingRoutes } from "./twilio/typing.ts";
import { pushRoutes } from "./push/routes.ts";
import { siteRoutes } from "./sites/routes.ts";
import { tokenRoute } from "./vertex/tokenRoute.ts";
import { vertexRoutes } from "./vertex/routes.ts";
import { World } from "./world.ts";

/**
 * Starts a simulated outside world on loopback: Twilio, Gemini, mail, the control API and the phone page on one port,
 * and on another a host that is not Twilio's, for redirects that lead astray.
 */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const core = new Core(options);
  let world: World | undefined;
  const server = createServer((request, response) => {
    if (world !== undefined) void safely(request, response, (exchange) => serve(world!, exchange));
  });
  const foreign = createServer((request, response) => {
    void safely(request, response, async (exchange) => foreignRoutes(core, exchange));
  });
  core.url = await listen(server, options.port ?? 0);
  core.foreignUrl = await listen(foreign, 0);
  world = new World(core, [server, foreign]);
  return world;
}

async function listen(server: Server, port: number): Promise<string> {
  // A server that hangs on purpose must not be cut off by Node's own request timeouts.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function serve(world: World, exchange: Exchange): Promise<void> {
  const { core } = world;
  const { path } = exchange;
  if (isAccountPath(path)) await accountRoutes(core, exchange);
  else if (path === TYPING_PATH) await typingRoutes(core, exchange);
  else if (path.startsWith("/sites/")) siteRoutes(core, exchange);
  else if (path.startsWith("/2010-04-01/")) await twilioRoutes(core, exchange);
  else if (path.startsWith("/cdn/")) await cdnRoutes(core, exchange);
  else if (/^\/v[12]\/Content(?:AndApprovals)?(?:\/|$)/.test(path)) await contentRoutes(core, exchange);
  else if (path === "/token") await tokenRoute(core, exchange);
  else if (/^\/v1(?:beta1)?\/projects\//.test(path)) await vertexRoutes(core, exchange);
  else if (/^\/v1(?:beta)?\//.test(path)) await geminiRoutes(core, exchange);
  else if (path === "/emails" || path.startsWith("/emails/")) await mailRoutes(core, exchange);
  else if (path.startsWith("/push/")) await pushRoutes(core, exchange);
  else if (path.startsWith("/world/")) await controlRoutes(world, exchange);
  else if (!(await pageRoutes(exchange))) answerJson(exchange, 404, { error: "not found" });
}

async function safely(
  request: IncomingMessage,
  response: ServerResponse,
  work: (exchange: Exchange) => Promise<void>,
): Promise<void> {
  try {
    await work(await readExchange(request, response));
  } catch (cause) {
    console.error("the simulated world failed:", cause);
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { "content-type": "application/json" }).end(JSON.stringify({ error: String(cause) }));
  }
}
