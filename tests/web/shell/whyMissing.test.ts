import { expect, test } from "vitest";
import { entryIn, whyMissing } from "../../../web/src/console/shell/late/whyMissing.ts";

const page = (entry: string) => `<!doctype html><html><head>
  <link rel="icon" href="/filo.svg" type="image/svg+xml" />
  <script type="module" crossorigin src="/assets/${entry}"></script>
  <link rel="stylesheet" crossorigin href="/assets/console-A1.css"></head></html>`;

test("the file that a console's page starts with stands in it", () => {
  expect(entryIn(page("console-B7x_9.js"))).toBe("/assets/console-B7x_9.js");
  expect(entryIn("<title>Sign in to the hotel's network</title><script src='https://hotel.example/a.js'></script>")).toBeNull();
});

test("a part is missing because nobody is reached, because a newer build stands there, or for no reason one can see", () => {
  const running = "/assets/console-old.js";
  expect(whyMissing(running, null)).toBe("offline");
  expect(whyMissing(running, page("console-new.js"))).toBe("replaced");
  expect(whyMissing(running, page("console-old.js"))).toBe("broken");
});

test("somebody else's page in place of ours is not taken for a newer build", () => {
  expect(whyMissing("/assets/console-old.js", "<title>Sign in to the hotel's network</title>")).toBe("broken");
  expect(whyMissing(null, page("console-new.js"))).toBe("broken");
});
