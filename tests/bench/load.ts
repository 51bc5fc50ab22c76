import { connect, type Socket } from "node:net";

export interface LoadRequest {
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** A request as bytes, made beforehand so that the load costs as little as it can while the clock runs. */
export function encode({ path, headers, body }: LoadRequest, host: string): Buffer {
  const lines = Object.entries({ host, ...headers, "content-length": String(Buffer.byteLength(body)) });
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}`).join("\r\n")}\r\n\r\n${body}`);
}

/**
 * Sends the requests over `connections` kept-alive connections, each as soon as the one before it was answered.
 *
 * @returns requests a second
 * @throws when an answer is not 200
 */
export async function drive(port: number, requests: Buffer[], connections: number): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const started = performance.now();
  let next = 0;
  const work = async (socket: Socket) => {
    while (next < requests.length) await exchange(socket, requests[next++]!);
  };
  await Promise.all(sockets.map(work));
  const seconds = (performance.now() - started) / 1_000;
  for (const socket of sockets) socket.destroy();
  return requests.length / seconds;
}

const open = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
    socket.setNoDelay(true);
    socket.once("error", reject);
  });

function exchange(socket: Socket, request: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const read = (chunk: Buffer) => {
      answer += chunk.toString("latin1");
      if (!isWhole(answer)) return;
      socket.off("data", read);
      if (answer.startsWith("HTTP/1.1 200")) resolve();
      else reject(new Error(answer.slice(0, 500)));
    };
    socket.on("data", read);
    socket.write(request);
  });
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, end))?.[1];
  return length === undefined ? answer.endsWith("0\r\n\r\n") : answer.length >= end + 4 + Number(length);
}
