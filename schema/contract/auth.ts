import { z } from "zod";
import { languageSchema, membershipRoleSchema } from "./enums.ts";
import { idOf } from "./ids.ts";
import { emailSchema, passwordSchema, textOf } from "./shapes.ts";

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
