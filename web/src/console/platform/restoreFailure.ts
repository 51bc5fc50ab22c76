import type { Restore } from "../../../../schema/contract/backup.ts";
import { Problem } from "../../api/problem.ts";
import { problemText } from "../../api/problemText.ts";

/** Why a restore failed, in the reader's words, and what it is about; empty when it did not. */
export const failureOf = ({ failure, failureDetail }: Restore): string =>
  failure === null ? "" : [problemText(new Problem(failure, 409)), failureDetail].filter(Boolean).join(" ");
