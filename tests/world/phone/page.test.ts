import { afterEach, beforeEach, expect, test } from "vitest";
import { startWorld } from "../server.ts";
import type { World } from "../world.ts";

let world: World;
beforeEach(async () => {
  world = await startWorld({ seed: 1 });
});
afterEach(() => world.close());

test("the page and everything it names is served, its scripts as plain JavaScript, under a strict policy", async () => {
  const page = await fetch(`${world.url}/`);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  const html = await page.text();
  expect(html).not.toMatch(/https?:\/\//);
  const queue = [...html.matchAll(/(?:src|href)="([^"#]+)"/g)].map((match) => match[1]!);
  const seen = new Set<string>();
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const file = await fetch(world.url + path);
    expect([path, file.status]).toEqual([path, 200]);
    if (!path.endsWith(".ts")) continue;
    expect(file.headers.get("content-type")).toContain("text/javascript");
    const code = await file.text();
    expect(code).not.toMatch(/innerHTML|import type|: string\b/);
    for (const match of code.matchAll(/from "\.\/([^"]+)"/g)) queue.push(`/phone/browser/${match[1]}`);
  }
  expect([...seen].filter((path) => path.endsWith(".ts"))).toHaveLength(11);
});

test("a wa.me link's twin opens the phone with the text ready", async () => {
  const response = await fetch(`${world.url}/wa/14155550123?text=FILO%2042`, { redirect: "manual" });
  expect(response.status).toBe(302);
  expect(response.headers.get("location")).toBe("/?number=%2B14155550123&text=FILO+42");
});

test("no other file of the world is served", async () => {
  for (const path of ["/phone/routes.ts", "/phone/../server.ts", "/server.ts", "/phone/page.test.ts"])
    expect((await fetch(world.url + path)).status).toBe(404);
});

test("the page is told live what happens", async () => {
  const events = await fetch(`${world.url}/world/events`);
  const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
  await reader.read();
  const { accountSid } = await world.putAccount({});
  await world.putNumber({ number: "+14155550123", accountSid });
  await world.phone("+447700900001").says("Ciao", { to: "+14155550123" });
  let heard = "";
  while (!heard.includes('"body":"Ciao"')) heard += (await reader.read()).value ?? "";
  expect(heard).toContain('"type":"message"');
  await reader.cancel();
});
