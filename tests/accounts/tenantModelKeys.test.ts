import { describe, expect, it } from "vitest";
import { createTenantModelKeys } from "../../workers/accounts/tenantModelKeys.ts";
import { placeOfModelKey } from "../../workers/accounts/modelKey.ts";
import type { TenantRow } from "../../workers/platform/directory.ts";
import { createSecrets } from "../../workers/platform/secrets.ts";
import { testChance } from "../models/chance.ts";

const setUp = async (secret: string | null) => {
  const chance = testChance();
  const secrets = createSecrets([{ version: "v1", bytes: new Uint8Array(32).fill(7) }], chance.bytes);
  const seal = (text: string) => secrets.seal(placeOfModelKey("ten_a"), text);
  const row = { modelKeySealed: secret === null ? null : await seal(secret), modelKeyRefusedAt: null as number | null };
  const noted: { sealed: string | null; kind: string; tokens: number }[] = [];
  const keys = createTenantModelKeys({
    chance,
    secrets,
    directory: { tenant: async () => row as TenantRow },
    usage: { noteTenant: async (_tenant, sealed, { kind }, tokens) => void noted.push({ sealed, kind, tokens }) },
  });
  return { chance, row, noted, keys, replace: async (text: string) => void (row.modelKeySealed = await seal(text)) };
};

describe("a tenant's own model key", () => {
  it("is opened while the provider takes it, and again an hour after it was refused", async () => {
    const { keys, row, chance } = await setUp("own-key");
    expect(await keys.open("ten_a")).toBe("own-key");
    row.modelKeyRefusedAt = chance.now();
    expect(await keys.open("ten_a")).toBeNull();
    chance.advance(60 * 60_000);
    expect(await keys.open("ten_a")).toBe("own-key");
    expect(await (await setUp(null)).keys.open("ten_a")).toBeNull();
  });

  it("is marked as refused only if it is still the one that was used", async () => {
    const { keys, row, noted, replace } = await setUp("own-key");
    await keys.note("ten_a", "own-key", { kind: "fine" }, 12);
    await keys.note("ten_a", "own-key", { kind: "invalid" }, 0);
    await replace("new-key");
    await keys.note("ten_a", "own-key", { kind: "invalid" }, 0);
    expect(noted).toEqual([
      { sealed: null, kind: "fine", tokens: 12 },
      { sealed: expect.not.stringMatching(row.modelKeySealed ?? ""), kind: "invalid", tokens: 0 },
      { sealed: null, kind: "invalid", tokens: 0 },
    ]);
  });
});
