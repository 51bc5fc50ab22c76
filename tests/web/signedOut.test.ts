import { MutationObserver, QueryObserver } from "@tanstack/solid-query";
import { describe, expect, it } from "vitest";
import { Problem, type FailureKey } from "../../web/src/api/problem.ts";
import { makeQueryClient } from "../../web/src/api/queryClient.ts";

const leavingAfter = async (ask: (client: ReturnType<typeof makeQueryClient>) => Promise<unknown>): Promise<number> => {
  let left = 0;
  await ask(makeQueryClient(() => void (left += 1))).catch(() => undefined);
  return left;
};

const refusing = (key: FailureKey) => async () => {
  throw new Problem(key, 401);
};

describe("a call that nobody is signed in for", () => {
  it("leads to the sign-in page, whether it reads or does, as following a mailed link does", async () => {
    const read = leavingAfter((client) =>
      new QueryObserver(client, { queryKey: ["session"], queryFn: refusing("not_signed_in"), retry: false }).refetch(),
    );
    const act = (key: FailureKey) =>
      leavingAfter((client) => new MutationObserver(client, { mutationFn: refusing(key) }).mutate());
    expect([await read, await act("not_signed_in"), await act("code_expired")]).toEqual([1, 1, 0]);
  });
});
