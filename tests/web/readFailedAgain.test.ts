import { QueryObserver } from "@tanstack/solid-query";
import { expect, it, vi } from "vitest";
import { Problem } from "../../web/src/api/problem.ts";
import { makeQueryClient, readFailedAgain } from "../../web/src/api/queryClient.ts";

it("what could not be read is read again while it is shown; what is there, and what nobody looks at, is left alone", async () => {
  const client = makeQueryClient(() => {});
  let isAway = true;
  const asked: string[] = [];
  const show = (name: string, mayFail: boolean) => {
    const queryFn = async () => {
      asked.push(name);
      if (mayFail && isAway) throw new Problem("offline", 0);
      return name;
    };
    const observer = new QueryObserver(client, { queryKey: [name], queryFn, retry: false, staleTime: Infinity });
    return { leave: observer.subscribe(() => {}), read: () => observer.getCurrentResult() };
  };
  const [failed, fine, left] = [show("failed", true), show("fine", false), show("left", true)];
  await vi.waitFor(() => expect([failed, fine, left].map(({ read }) => read().status)).toEqual(["error", "success", "error"]));
  left.leave();
  isAway = false;
  readFailedAgain(client);
  await vi.waitFor(() => expect(failed.read().data).toBe("failed"));
  expect(asked).toEqual(["failed", "fine", "left", "failed"]);
});
