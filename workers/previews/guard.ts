import { isPublicHttps } from "../platform/publicHost.ts";

/** Services whose every name leads to the machine that the name says, one's own included; also to one first and to another then. */
const wildcardNames =
  /(^|\.)((nip|sslip|xip|backname)\.io|localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|traefik\.me|rbndr\.us|1u\.ms|rebind\.(network|it))$/;

/**
 * Whether an address that a customer wrote may be asked by our servers: https, its usual port, no credentials, a named host of the
 * public internet; or the simulated world. To be asked again for every redirect.
 */
export const mayBeAsked = (url: URL, simulated: string | null): boolean =>
  (isPublicHttps(url) && !wildcardNames.test(url.hostname)) ||
  (simulated !== null && url.origin === simulated && url.username === "" && url.password === "");
