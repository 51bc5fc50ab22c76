import * as z from "zod";

/**
 * Every refusal Filo gives, by stable type. The wire carries RFC 9457 `application/problem+json` with
 * `type: "https://filo.example/problems/<key>"`; the console translates the key.
 */
export const problems = {
  invalid_input: { status: 400, title: "The request is not valid" },
  malformed_body: { status: 400, title: "The body could not be read" },
  not_signed_in: { status: 401, title: "Sign in first" },
  wrong_credentials: { status: 401, title: "E-mail or password is wrong" },
  bad_signature: { status: 403, title: "The signature does not match" },
  foreign_origin: { status: 403, title: "The request comes from another site" },
  not_allowed: { status: 403, title: "Your role does not allow this" },
  sign_ups_closed: { status: 403, title: "Sign-ups are closed" },
  no_team: { status: 403, title: "You belong to no team any more" },
  wrong_account: { status: 403, title: "The invitation is for another address" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  email_taken: { status: 409, title: "This e-mail is already in use" },
  slug_taken: { status: 409, title: "This public address is already in use" },
  phone_taken: { status: 409, title: "This phone number belongs to another contact" },
  number_taken: { status: 409, title: "This WhatsApp number is connected to another agent" },
  already_member: { status: 409, title: "This person is in the team already" },
  already_invited: { status: 409, title: "This address has an open invitation" },
  last_owner: { status: 409, title: "A team needs an owner" },
  name_taken: { status: 409, title: "This name is already in use" },
  blocked: { status: 403, title: "This person is blocked" },
  conflict: { status: 409, title: "It was changed meanwhile" },
  wrong_passphrase: { status: 409, title: "The passphrase is not the one that the backup was made with" },
  backup_damaged: { status: 409, title: "The file is not a whole backup" },
  backup_of_other_version: { status: 409, title: "The backup was made by another version of Filo" },
  tenant_taken: { status: 409, title: "The business is in this installation already" },
  already_one: { status: 409, title: "The two contacts are one already" },
  agent_inactive: { status: 409, title: "The agent is switched off" },
  window_closed: { status: 409, title: "WhatsApp's 24-hour window is closed" },
  stopped: { status: 409, title: "The customer said STOP and has not written since" },
  template_unusable: { status: 409, title: "This template cannot be sent" },
  key_taken: { status: 409, title: "This key is in the pool already" },
  no_channel: { status: 409, title: "The customer cannot be reached on any channel" },
  code_invalid: { status: 409, title: "The code is wrong" },
  code_expired: { status: 410, title: "The code has expired" },
  too_large: { status: 413, title: "It is too large" },
  unsupported_media: { status: 415, title: "This kind of file or content is not supported" },
  too_many_requests: { status: 429, title: "Too many requests" },
  daily_limit_reached: { status: 429, title: "The daily limit is reached" },
  spend_cap_reached: { status: 429, title: "The agent's daily spend cap is reached" },
  internal: { status: 500, title: "Something went wrong" },
  unavailable: { status: 503, title: "Temporarily unavailable" },
} as const;

export type ProblemKey = keyof typeof problems;

export const problemTypePrefix = "https://filo.example/problems/";

/** One refused field: `path` as the client named it, `code` for the translation, `message` in English for engineers. */
export const fieldProblemSchema = z.object({ path: z.string(), code: z.string(), message: z.string() });
export type FieldProblem = z.infer<typeof fieldProblemSchema>;

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    errors: z.array(fieldProblemSchema).optional(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof problemSchema>;
