/** Names that mean a machine or a network of one's own, or nothing at all (RFC 6761, RFC 6762, RFC 8375). */
const privateEndings = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp|private|arpa|test|invalid|onion)$/;

/**
 * Whether an address that somebody gave us may be asked: https, on its usual port, of a named host of the public internet. Addresses
 * in numbers are never public enough, and the URL parser has turned every odd way of writing one into the usual one by now.
 */
export const isPublicHttps = (url: URL): boolean =>
  url.protocol === "https:" &&
  url.port === "" &&
  url.username === "" &&
  url.password === "" &&
  /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*[a-z0-9]$/.test(url.hostname) &&
  !privateEndings.test(url.hostname);
