import type { Endpoint } from "../../schema/contract/endpoint.ts";
import type { MembershipRole } from "../../schema/contract/enums.ts";

const allowed: Record<NonNullable<Endpoint["needs"]>, readonly MembershipRole[]> = {
  write: ["owner", "member"],
  manage: ["owner"],
};

/** Whether a membership allows an endpoint. One that needs nothing is open to every member, also to who may only read. */
export const roleAllows = (role: MembershipRole, needs: Endpoint["needs"]): boolean =>
  needs === undefined || allowed[needs].includes(role);
