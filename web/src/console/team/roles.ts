import type { MembershipRole } from "../../../../schema/contract/enums.ts";

/** The roles, from who may most to who may least. */
export const roles: readonly MembershipRole[] = ["owner", "member", "readonly"];
