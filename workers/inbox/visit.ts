import { socketLifetime } from "../platform/sockets.ts";

/** Who sits at a socket of the live room, kept with it while the room sleeps. */
export interface Visit {
  userId: string;
  name: string;
  sessionHash: string;
  /** When it is closed so that the browser comes back and shows its session again, in milliseconds. */
  until: number;
  /** The conversation that is open there. */
  looking: string | null;
  /** Until when its user counts as typing in that conversation, in milliseconds; 0 when they don't. */
  typingUntil: number;
}

/** Whom the door has let in. `memberSince` in milliseconds. */
export interface Visitor {
  userId: string;
  name: string;
  sessionHash: string;
  memberSince: number;
}

const userHeader = "x-filo-user";
const nameHeader = "x-filo-name";
const sessionHeader = "x-filo-session";
const sinceHeader = "x-filo-since";

/** The upgrade as the room gets it: none of the browser's own headers, so that nobody can name somebody else. */
export const visitRequest = ({ userId, name, sessionHash, memberSince }: Visitor): Request =>
  new Request("https://inbox/socket", {
    headers: {
      upgrade: "websocket",
      [userHeader]: userId,
      // Headers carry ASCII only.
      [nameHeader]: encodeURIComponent(name),
      [sessionHeader]: sessionHash,
      [sinceHeader]: String(memberSince),
    },
  });

export const readVisitor = (request: Request): Visitor => {
  const userId = request.headers.get(userHeader);
  const sessionHash = request.headers.get(sessionHeader);
  if (!userId || !sessionHash) throw new Error("A socket of the live room belongs to somebody");
  const name = decodeURIComponent(request.headers.get(nameHeader) ?? "");
  return { userId, name, sessionHash, memberSince: Number(request.headers.get(sinceHeader)) };
};

export const newVisit = ({ userId, name, sessionHash }: Visitor, now: number): Visit => ({
  userId,
  name,
  sessionHash,
  until: now + socketLifetime,
  looking: null,
  typingUntil: 0,
});
