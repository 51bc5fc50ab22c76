import type { Problem } from "../../api/problem.ts";
import { fieldTexts, problemText } from "../../api/problemText.ts";

/** What is wrong with each field of a contact's form: also that a phone or e-mail is another contact's. */
export const contactErrors = (problem: Problem | null): Record<string, string> => ({
  ...fieldTexts(problem),
  ...(problem?.key === "phone_taken" ? { phone: problemText(problem) } : {}),
  ...(problem?.key === "email_taken" ? { email: problemText(problem) } : {}),
});
