import {
  acceptInvitationSchema,
  changePasswordSchema,
  chooseTenantSchema,
  deviceSessionSchema,
  emailOnlySchema,
  ownTenantSchema,
  resetPasswordSchema,
  sessionIdSchema,
  sessionPatchSchema,
  sessionSchema,
  signInSchema,
  signOutEverywhereSchema,
  signUpSchema,
  tokenSchema,
} from "../auth.ts";
import * as z from "zod";
import { defineEndpoints } from "../endpoint.ts";
import { idOf } from "../ids.ts";
import { modelKeyCheckSchema, modelKeySchema, settingsPatchSchema, settingsSchema } from "../settings.ts";
import { listOf } from "../shapes.ts";
import { invitationPreviewSchema } from "../team.ts";

/** A created session carries the tenant's id at the top, like everything that is created. */
const createdSessionSchema = sessionSchema.extend({ id: idOf("tenant") });

export const authEndpoints = defineEndpoints({
  "POST /api/auth/sign-up": {
    summary: "Create a console user with a tenant of its own",
    realm: "public",
    body: signUpSchema,
    status: 201,
    response: createdSessionSchema,
    problems: ["email_taken", "sign_ups_closed", "too_many_requests"],
  },
  "POST /api/auth/sign-in": {
    summary: "Sign in to the console",
    realm: "public",
    body: signInSchema,
    status: 200,
    response: sessionSchema,
    problems: ["wrong_credentials", "no_team", "too_many_requests"],
  },
  "POST /api/auth/sign-out": { summary: "End this session", realm: "public", status: 204 },
  "GET /api/auth/session": { summary: "Who is signed in", realm: "console", status: 200, response: sessionSchema },
  "PATCH /api/auth/session": {
    summary: "Change what the signed-in user is called",
    realm: "console",
    body: sessionPatchSchema,
    status: 200,
    response: sessionSchema,
  },
  "POST /api/auth/verify-email": {
    summary:
      "Confirm the signed-in user's e-mail with the token that was mailed; `not_signed_in`, too, when it is another user's",
    realm: "console",
    body: tokenSchema,
    status: 204,
    problems: ["code_invalid", "code_expired"],
  },
  "POST /api/auth/forgot-password": {
    summary: "Mail a link to set a new password; answers alike whether the e-mail is known or not",
    realm: "public",
    body: emailOnlySchema,
    status: 202,
    problems: ["too_many_requests"],
  },
  "POST /api/auth/reset-password": {
    summary: "Set a new password with the token that was mailed; ends every session",
    realm: "public",
    body: resetPasswordSchema,
    status: 204,
    problems: ["code_invalid", "code_expired"],
  },
  "PUT /api/auth/password": {
    summary: "Change the password; ends every other session of the user's",
    realm: "console",
    body: changePasswordSchema,
    status: 204,
    problems: ["too_many_requests"],
  },
  "GET /api/auth/sessions": {
    summary: "Where the signed-in user is signed in, latest first",
    realm: "console",
    status: 200,
    response: listOf(deviceSessionSchema),
  },
  "DELETE /api/auth/sessions/{id}": {
    summary: "End one of the signed-in user's sessions",
    realm: "console",
    params: z.object({ id: sessionIdSchema }),
    status: 204,
  },
  "POST /api/auth/sign-out-everywhere": {
    summary: "End all sessions of the signed-in user, on all devices",
    realm: "console",
    body: signOutEverywhereSchema,
    status: 204,
  },
  "GET /api/auth/tenants": {
    summary: "The tenants the signed-in user belongs to",
    realm: "console",
    status: 200,
    response: listOf(ownTenantSchema),
  },
  "POST /api/auth/tenant": {
    summary: "Go over to another tenant the signed-in user belongs to; the session stays the same",
    realm: "console",
    body: chooseTenantSchema,
    status: 200,
    response: sessionSchema,
    problems: ["not_found"],
  },
  "POST /api/auth/invitation": {
    summary: "What a mailed invitation is for",
    realm: "public",
    body: tokenSchema,
    status: 200,
    response: invitationPreviewSchema,
    problems: ["code_invalid", "code_expired"],
  },
  "POST /api/auth/invitation/accept": {
    summary: "Join the team of a mailed invitation, and be signed in to it",
    realm: "public",
    body: acceptInvitationSchema,
    status: 200,
    response: sessionSchema,
    problems: ["code_invalid", "code_expired", "not_signed_in", "wrong_account", "wrong_credentials", "too_many_requests"],
  },
  "GET /api/settings": { summary: "The tenant's settings", realm: "console", status: 200, response: settingsSchema },
  "PATCH /api/settings": {
    summary: "Change the tenant's settings",
    realm: "console",
    needs: "manage",
    body: settingsPatchSchema,
    status: 200,
    response: settingsSchema,
    problems: ["conflict"],
  },
  "PUT /api/settings/model-key": {
    summary: "Set the tenant's own model key; it is sealed and never read back",
    realm: "console",
    needs: "manage",
    body: modelKeySchema,
    status: 204,
  },
  "POST /api/settings/model-key/check": {
    summary: "Ask the provider, with one small call, whether it takes the key that answers the tenant's clients",
    realm: "console",
    needs: "manage",
    status: 200,
    response: modelKeyCheckSchema,
    problems: ["too_many_requests"],
  },
  "DELETE /api/settings/model-key": {
    summary: "Forget the tenant's model key; the platform's pool answers from then on",
    realm: "console",
    needs: "manage",
    status: 204,
  },
});
