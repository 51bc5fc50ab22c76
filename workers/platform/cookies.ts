/** One cookie per realm: a customer's means nothing to the console, nor the other way round. */
export const cookieNames = {
  console: "__Host-filo",
  customer: "__Host-filo-customer",
  visitor: "__Host-filo-visitor",
} as const;
export type CookieName = (typeof cookieNames)[keyof typeof cookieNames];

/** A `Set-Cookie` header. The prefix `__Host-` binds it to this very host; `Lax` keeps it off other sites' posts. */
export const setCookie = (name: CookieName, value: string, maxAgeSeconds: number): string =>
  `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=Lax`;

export const clearCookie = (name: CookieName): string => setCookie(name, "", 0);

/** The value of a cookie that the request carries, or null. */
export const readCookie = (request: Request, name: CookieName): string | null => {
  for (const pair of (request.headers.get("cookie") ?? "").split(";")) {
    const [given, ...value] = pair.trim().split("=");
    if (given === name) return value.join("=");
  }
  return null;
};
