import { QueryClient, QueryObserver } from "@tanstack/solid-query";
import { expect, test } from "vitest";
import { hold, holdIn } from "../../web/src/api/hold.ts";

const key = ["agent", "1"];

/** A reading that is answered when the test says so. */
function slowReading<T>(client: QueryClient) {
  const answers: ((read: T) => void)[] = [];
  const observer = new QueryObserver<T>(client, {
    queryKey: key,
    queryFn: ({ signal }) =>
      new Promise<T>((resolve, reject) => {
        answers.push(resolve);
        signal.addEventListener("abort", () => reject(new Error("let go")));
      }),
    staleTime: 60_000,
  });
  return { answers, stop: observer.subscribe(() => {}) };
}
const aMoment = () => new Promise((resolve) => setTimeout(resolve));

test("a reading that was under way never brings back what was before a change", async () => {
  const client = new QueryClient();
  client.setQueryData(key, { version: 1 }, { updatedAt: 1 });
  const { answers, stop } = slowReading<{ version: number }>(client);
  hold(client, key, { version: 2 });
  answers[0]!({ version: 1 });
  await aMoment();
  expect(client.getQueryData(key)).toEqual({ version: 2 });
  stop();
});

test("a list that was being read while a part of it changed is read anew", async () => {
  const client = new QueryClient();
  client.setQueryData(key, ["a"], { updatedAt: 1 });
  const { answers, stop } = slowReading<string[]>(client);
  holdIn<string[]>(client, key, (held) => [...held, "b"]);
  answers[0]!(["a"]);
  await aMoment();
  expect(client.getQueryData(key)).toEqual(["a", "b"]);
  answers[1]!(["a", "b", "c"]);
  await aMoment();
  expect(client.getQueryData(key)).toEqual(["a", "b", "c"]);
  stop();
});
