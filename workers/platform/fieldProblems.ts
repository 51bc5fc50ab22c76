import type { z } from "zod";
import type { FieldProblem } from "../../schema/contract/problems.ts";

const maxNamedFields = 20;

/** What a schema found wrong, field by field, as a refusal of `invalid_input` carries it. */
export const fieldProblems = (error: z.ZodError): FieldProblem[] =>
  error.issues.slice(0, maxNamedFields).map((issue) => ({
    path: issue.path.map(String).join("."),
    code: codeOf(issue),
    message: issue.message,
  }));

/** A rule of our own names its code in the issue's `params`. */
const codeOf = (issue: z.core.$ZodIssue): string =>
  issue.code === "custom" && typeof issue.params?.["code"] === "string" ? issue.params["code"] : issue.code;
