import { QueryObserver } from "@tanstack/solid-query";
import { afterEach, expect, it, vi } from "vitest";
import { keys } from "../../web/src/api/keys.ts";
import { Problem } from "../../web/src/api/problem.ts";
import { makeQueryClient } from "../../web/src/api/queryClient.ts";
import { forgetErased } from "../../web/src/realtime/forget.ts";

afterEach(() => void vi.unstubAllGlobals());

const erased = "ctc_01m80n88cwf6d31xmt55k7er1q";
const erasure = { scope: "everything", contactIds: [erased], conversationIds: [] };

it("somebody's card that is on its way while their erasure becomes known is asked for again, and nothing else is", async () => {
  vi.stubGlobal("fetch", async () => Response.json({ items: [erasure], nextCursor: null }));
  const client = makeQueryClient(() => {});
  const asked: string[] = [];
  const show = (id: string) => {
    const queryFn = async () => {
      asked.push(id);
      if (asked.length > 2) throw new Problem("not_found", 404);
      return new Promise<string>(() => {});
    };
    const observer = new QueryObserver(client, { queryKey: keys.contact(id), queryFn, retry: false });
    observer.subscribe(() => {});
    return () => observer.getCurrentResult();
  };
  const [gone, other] = [show(erased), show("ctc_01m80n88cwf6d31xmt55k7er1z")];
  await forgetErased(client);
  await vi.waitFor(() => expect(gone().error).toMatchObject({ key: "not_found" }));
  expect(other().status).toBe("pending");
  expect(asked).toEqual([erased, "ctc_01m80n88cwf6d31xmt55k7er1z", erased]);
});
