import * as z from "zod";
import { languageSchema, membershipRoleSchema } from "./enums.ts";
import { idOf } from "./ids.ts";
import { emailSchema, instantSchema, passwordSchema, textOf } from "./shapes.ts";

/** What a console user is called; it signs what they write to customers. */
const personNameSchema = textOf(80, 1);

export const signUpSchema = z.object({
  /** Left out, it is the e-mail's part before the `@`. */
  name: personNameSchema.optional(),
  email: emailSchema,
  password: passwordSchema,
  businessName: textOf(120, 1),
  language: languageSchema.default("it"),
});

export const sessionPatchSchema = z.object({ name: personNameSchema });

export const signInSchema = z.object({ email: emailSchema, password: z.string().max(200) });

export const emailOnlySchema = z.object({ email: emailSchema });
export const tokenSchema = z.object({ token: z.string().min(20).max(200) });
export const resetPasswordSchema = tokenSchema.extend({ password: passwordSchema });

/** A new person chooses name and password; a known one gives their password, or nothing when they are signed in. */
export const acceptInvitationSchema = tokenSchema.extend({
  name: personNameSchema.optional(),
  password: z.string().max(200).optional(),
});

/** What a person without an account has to choose to accept an invitation. */
export const newPersonSchema = z.object({ name: personNameSchema, password: passwordSchema });

export const changePasswordSchema = z.object({ currentPassword: z.string().max(200), newPassword: passwordSchema });

export const chooseTenantSchema = z.object({ tenantId: idOf("tenant") });

/** A tenant that the signed-in user belongs to. */
export const ownTenantSchema = z
  .object({ id: idOf("tenant"), name: z.string(), role: membershipRoleSchema, isCurrent: z.boolean() })
  .meta({ id: "OwnTenant" });
export type OwnTenant = z.infer<typeof ownTenantSchema>;

/** Names a session among its user's own; it opens nothing. */
export const sessionIdSchema = z
  .string()
  .regex(/^[0-9a-f]{24}$/)
  .meta({ description: "Id of a session", example: "3f0c9a1b7d2e4f5a6b8c9d0e" });

/** One of the signed-in user's sessions, on whatever device. */
export const deviceSessionSchema = z
  .object({
    id: sessionIdSchema,
    /** Browser and system as the browser names itself; empty when it said nothing. */
    device: z.string(),
    tenantName: z.string(),
    createdAt: instantSchema,
    /** Exact to the day. */
    lastUsedAt: instantSchema,
    isCurrent: z.boolean(),
  })
  .meta({ id: "DeviceSession" });
export type DeviceSession = z.infer<typeof deviceSessionSchema>;

export const signOutEverywhereSchema = z.object({ keepThis: z.boolean() });

/** Who is signed in to the console, and to which tenant. */
export const sessionSchema = z
  .object({
    user: z.object({
      id: idOf("user"),
      name: z.string(),
      email: z.string(),
      emailVerified: z.boolean(),
      isPlatformAdmin: z.boolean(),
    }),
    tenant: z.object({ id: idOf("tenant"), name: z.string(), language: languageSchema, timeZone: z.string() }),
    role: membershipRoleSchema,
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof sessionSchema>;
