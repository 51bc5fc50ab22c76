/**
 * A JSON answer that also sets headers, for handlers that sign someone in or out. Everything else answers with a plain value and
 * leaves the rest to the door.
 */
export const withHeaders = (body: unknown, status: number, headers: HeadersInit): Response => {
  const all = new Headers(headers);
  if (body === undefined) return new Response(null, { status, headers: all });
  all.set("content-type", "application/json");
  return new Response(JSON.stringify(body), { status, headers: all });
};
