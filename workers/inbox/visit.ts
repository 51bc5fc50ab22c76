import { socketLifetime } from "../platform/sockets.ts";

/** Who sits at a socket of the live room, kept with it while the room sleeps. */
export interface Visit {
  userId: string;
  sessionHash: string;
  /** When it is closed so that the browser comes back and shows its session again, in milliseconds. */
  until: number;
}

const userHeader = "x-filo-user";
const sessionHeader = "x-filo-session";

/** The upgrade as the room gets it: none of the browser's own headers, so that nobody can name somebody else. */
export const visitRequest = ({ userId, sessionHash }: Omit<Visit, "until">): Request =>
  new Request("https://inbox/socket", {
    headers: { upgrade: "websocket", [userHeader]: userId, [sessionHeader]: sessionHash },
  });

export const readVisit = (request: Request, now: number): Visit => {
  const userId = request.headers.get(userHeader);
  const sessionHash = request.headers.get(sessionHeader);
  if (!userId || !sessionHash) throw new Error("A socket of the live room belongs to somebody");
  return { userId, sessionHash, until: now + socketLifetime };
};
