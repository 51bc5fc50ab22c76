/** The code of the link this page was opened with; it opens nothing, and counts once somebody signs in. */
export const shareCode = (): string | undefined => new URLSearchParams(location.search).get("s") ?? undefined;
