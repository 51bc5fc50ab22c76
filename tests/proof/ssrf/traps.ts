import { createServer, type Server, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import type { Trap } from "./corpus.ts";

/** Listeners on every address of this machine: whoever connects has been sent there. */
export interface Traps {
  traps: Trap[];
  /** Connections since the start. */
  hits(): number;
  /** Sees that a connection is noticed at all. @throws when it is not */
  prove(): Promise<void>;
  close(): Promise<void>;
}

const listen = (address: string, port: number, hit: (socket: Socket) => void): Promise<Server | null> =>
  new Promise((resolve) => {
    const server = createServer((socket) => {
      hit(socket);
      socket.on("error", () => undefined);
      socket.end("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<title>preso</title>");
    });
    server.once("error", () => resolve(null));
    server.listen({ host: address, port }, () => resolve(server));
  });

const addresses = (): string[] => [
  "127.0.0.1",
  "::1",
  ...Object.values(networkInterfaces()).flatMap((cards) =>
    (cards ?? []).filter(({ internal }) => !internal).map(({ address }) => address),
  ),
];

/** One port for all addresses; 80 and 443 as well, as far as this process may open them. */
export const setTraps = async (): Promise<Traps> => {
  let hits = 0;
  const caught: Socket[] = [];
  const hit = (socket: Socket) => {
    hits++;
    caught.push(socket);
  };
  const servers: Server[] = [];
  const traps: Trap[] = [];
  let port = 0;
  for (const address of addresses().filter((one) => !one.startsWith("fe80"))) {
    for (const wanted of [port, 80, 443]) {
      const server = await listen(address, wanted, hit);
      if (!server) continue;
      servers.push(server);
      const bound = server.address();
      if (wanted !== port || typeof bound !== "object" || bound === null) continue;
      port = bound.port;
      traps.push({ address, port });
    }
  }
  return {
    traps,
    hits: () => hits,
    prove: async () => {
      const before = hits;
      await fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.text());
      if (hits !== before + 1) throw new Error("A connection to a trap was not noticed");
      hits = before;
    },
    close: async () => {
      // Whoever keeps a connection open would keep the listener.
      for (const socket of caught) socket.destroy();
      for (const server of servers) await new Promise((resolve) => server.close(resolve));
    },
  };
};
