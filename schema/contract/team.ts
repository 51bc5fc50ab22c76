import * as z from "zod";
import { membershipRoleSchema } from "./enums.ts";
import { idOf } from "./ids.ts";
import { emailSchema, instantSchema } from "./shapes.ts";

/** Somebody of the tenant's team. Any member may read it: it is whom one assigns to and names in notes. */
export const teamMemberSchema = z
  .object({
    userId: idOf("user"),
    name: z.string(),
    email: z.string(),
    role: membershipRoleSchema,
    joinedAt: instantSchema,
    /** Exact to the day; null for somebody who has never been seen. */
    lastSeenAt: instantSchema.nullable(),
  })
  .meta({ id: "TeamMember" });
export type TeamMember = z.infer<typeof teamMemberSchema>;

export const memberPatchSchema = z.object({ role: membershipRoleSchema });

export const inviteSchema = z.object({ email: emailSchema, role: membershipRoleSchema });

/** Somebody who was asked to join and has not yet; past `expiresAt` the link opens nothing until it is sent again. */
export const invitationSchema = z
  .object({
    id: idOf("invitation"),
    email: z.string(),
    role: membershipRoleSchema,
    invitedBy: z.object({ id: z.string(), name: z.string() }),
    createdAt: instantSchema,
    expiresAt: instantSchema,
  })
  .meta({ id: "Invitation" });
export type Invitation = z.infer<typeof invitationSchema>;

/** What whoever holds an invitation's link is shown. */
export const invitationPreviewSchema = z
  .object({
    businessName: z.string(),
    invitedBy: z.string(),
    email: z.string(),
    role: membershipRoleSchema,
    /** The address has an account already: its password, or its session, is asked for in place of a new one. */
    isKnown: z.boolean(),
  })
  .meta({ id: "InvitationPreview" });
export type InvitationPreview = z.infer<typeof invitationPreviewSchema>;
