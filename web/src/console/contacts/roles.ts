import type { ContactRole } from "../../../../schema/contract/enums.ts";

export const roleNames = ["client", "lead", "guest", "supplier"] as const satisfies readonly ContactRole[];
