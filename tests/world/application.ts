import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A bare application for tests of the world itself: takes webhooks, answers as told, keeps what came. */
export interface Application {
  url: string;
  received: { path: string; form: Record<string, string>; signature: string | undefined }[];
  /** What the next webhooks are answered. */
  reply: { status: number; body: string };
  close(): Promise<void>;
}

export async function startApplication(): Promise<Application> {
  const received: Application["received"] = [];
  const application: Application = {
    url: "",
    received,
    reply: { status: 200, body: "<Response/>" },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    received.push({
      path: request.url ?? "",
      form: Object.fromEntries(new URLSearchParams(body)),
      signature: request.headers["x-twilio-signature"]?.toString(),
    });
    response.writeHead(application.reply.status, { "content-type": "text/xml", connection: "close" }).end(application.reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  application.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return application;
}
