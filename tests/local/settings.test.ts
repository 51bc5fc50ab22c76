import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, it } from "vitest";
import { parseMasterKeys } from "../../workers/platform/masterKeys.ts";
import { keptSecretsKey } from "./secretsKey.ts";
import { readSettings } from "./settings.ts";

const folder = await mkdtemp(join(tmpdir(), "filo-settings-"));
afterAll(() => rm(folder, { recursive: true }));

it("takes port, state and the Worker's own settings from the environment, and nothing else", () => {
  expect(readSettings({})).toEqual({ port: 8787, stateDir: resolve(".state"), vars: {} });
  const settings = readSettings({ PORT: "0", STATE_DIR: "/tmp/x", SIGN_UPS: "closed", GEMINI_API_KEYS: "", HOME: "/root" });
  expect(settings).toEqual({ port: 0, stateDir: "/tmp/x", vars: { SIGN_UPS: "closed" } });
  expect(() => readSettings({ PORT: "eighty" })).toThrow("eighty");
});

it("makes a key once, that the Worker accepts, and keeps it for its owner's eyes", async () => {
  const made = await keptSecretsKey(folder);
  expect(made.isNew).toBe(true);
  expect(parseMasterKeys(made.key)).toHaveLength(1);
  expect(await keptSecretsKey(folder)).toEqual({ ...made, isNew: false });
  expect((await readFile(made.file, "utf8")).trim()).toBe(made.key);
  expect((await stat(made.file)).mode & 0o077).toBe(0);
});
