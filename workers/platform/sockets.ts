/**
 * How long a live socket stays open, in milliseconds. Coming back costs a browser next to nothing, and a session that has expired,
 * was reset with the password or lost its membership hears no more after this long.
 */
export const socketLifetime = 60 * 60_000;

/** Codes for the application's own reasons (RFC 6455, section 7.4.2). */
export const closeCodes = { signedOut: 4401, renew: 4408 } as const;
