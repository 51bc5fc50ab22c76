/** All that isn't known of a file that nobody has looked into. */
export const unread = {
  mediaType: null,
  bytes: null,
  durationMs: null,
  width: null,
  height: null,
  description: null,
  text: null,
} as const;
