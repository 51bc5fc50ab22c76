import type { ConsoleCaller } from "../platform/route.ts";

/** Under which name a colleague is shown. */
export const nameOf = ({ userName, email }: ConsoleCaller): string => userName || email;
