import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { restorePartBytes, type Restore } from "../../schema/contract/backup.ts";
import { downloadBackup, sealed } from "../../workers/backup/download.ts";
import { newFileKey } from "../../workers/backup/format/header.ts";
import type { BackupRecord } from "../../workers/backup/format/records.ts";
import { advanceRestore } from "../../workers/backup/restore/advance.ts";
import { beginRestore, bringPart } from "../../workers/backup/restore/bringParts.ts";
import { giveUpRestore } from "../../workers/backup/restore/giveUp.ts";
import { schemaOf } from "../../workers/backup/tables.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { joinBytes } from "../../workers/platform/joinBytes.ts";
import { isRefusal } from "../../workers/platform/refusal.ts";
import { allTables } from "../support/sameTenant.ts";
import { fillObjects, furnish, idsOf } from "./furniture.ts";
import { House } from "./house.ts";

const passphrase = "una frase che nessuno indovina";

let here: House;
let there: House;
let tenantId: string;
let file: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  here = new House("one installation");
  tenantId = await furnish(here, 1);
  await furnish(here, 2);
  await fillObjects(here, tenantId, 1);
  for (const [at, length] of [0, 5, 1_300_000].entries())
    await here.bucket.put(`tenants/${tenantId}/fil_${at}`, new Uint8Array(length).fill(at), {
      httpMetadata: { contentType: "image/jpeg" },
      customMetadata: at === 1 ? { by: "però" } : {},
    });
  await here.bucket.put(`tenants/${idsOf("tenant", 2, 1)[0]}/fil_a`, new Uint8Array(9));
  file = await download();
}, 60_000);

beforeEach(() => {
  there = new House("another installation");
});

const download = async (house = here): Promise<Uint8Array<ArrayBuffer>> => {
  const answer = await downloadBackup(house.deps, house.caller(tenantId), { passphrase });
  if (isRefusal(answer)) throw new Error(answer.key);
  return new Uint8Array(await answer.arrayBuffer());
};

const bring = async (house: House, file: Uint8Array<ArrayBuffer>): Promise<string> => {
  const { id } = await beginRestore(house.deps, house.caller("ten_host"));
  for (let part = 0; part * restorePartBytes < file.length; part++)
    await bringPart(house.deps, { id, part }, file.slice(part * restorePartBytes, (part + 1) * restorePartBytes));
  return id;
};

const stretch = (house: House, id: string, file: Uint8Array, order = {}) =>
  advanceRestore(house.deps, house.caller("ten_host"), id, { passphrase, totalBytes: file.length, takeNumbers: true, ...order });

const restore = async (house: House, file: Uint8Array<ArrayBuffer>, order = {}): Promise<Restore> => {
  const id = await bring(house, file);
  for (;;) {
    const now = await stretch(house, id, file, order);
    if (isRefusal(now)) throw new Error(now.key);
    if (now.state === "done" || now.state === "failed") return now;
  }
};

type Rows = Record<string, unknown>[];

/** Every row of every table, in the database's own words. */
const everything = async ({ d1 }: House): Promise<Record<string, Rows>> => {
  const all = await allTables();
  return Object.fromEntries(all.map(({ name }) => [name, d1.sqlite.prepare(`SELECT * FROM "${name}"`).all() as Rows]));
};

const ofTenant = async (house: House): Promise<Record<string, string[]>> => {
  const own = ({ tenant_id, id, total_bytes }: Record<string, unknown>) =>
    (tenant_id === tenantId || id === tenantId) && total_bytes === undefined;
  const plain = ({ rowid: _row, model_key_sealed: _key, auth_token_sealed: _token, ...row }: Record<string, unknown>) =>
    JSON.stringify(row);
  return Object.fromEntries(
    Object.entries(await everything(house)).map(([name, rows]) => [
      name,
      rows
        .filter((row) => own(row) && row["kind"] !== "send_mail" && row["action"] !== "backup.restored" && row["count"] !== 0)
        .map(plain)
        .toSorted(),
    ]),
  );
};

const stored = ({ storages }: House): Record<string, unknown> =>
  Object.fromEntries(
    [...storages].map(([name, { sql, kv }]) => {
      const tables = sql.exec("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").toArray();
      const names = tables
        .map((row) => String((row as { name: string }).name))
        .filter((one) => !["trouble", "push_due"].includes(one));
      const rows = names.map((one) => [one, sql.exec(`SELECT * FROM "${one}"`).toArray()]);
      return [name, { rows, facts: kv.list().filter(([key]) => key !== "archive:restore" && key !== "config") }];
    }),
  );

const words = ({ d1 }: House): unknown =>
  ["contact_words:contacts", "media_words:media", "message_words:messages"].map((pair) => {
    const [index, table] = pair.split(":");
    const query = `SELECT t.id FROM ${index} AS f JOIN ${table} AS t ON t.rowid = f.rowid WHERE ${index} MATCH ? ORDER BY t.id`;
    return d1.sqlite.prepare(query).all(`scope:t${tenantId.slice(4)}`);
  });

test("everything of a tenant comes back as it was in an installation with another key, and nothing of anybody else's", async () => {
  const [before, foundBefore] = [await ofTenant(here), words(here)];
  const done = await restore(there, file);
  expect(done).toMatchObject({ state: "done", tenantId, failure: null });
  const after = await ofTenant(there);
  for (const [name, rows] of Object.entries(before)) expect([name, after[name]]).toEqual([name, rows]);
  expect(Object.values(before).filter((rows) => rows.length > 0).length).toBeGreaterThan(32);
  expect(words(there)).toEqual(foundBefore);
  expect(JSON.stringify(foundBefore).length).toBeGreaterThan(200);
  const whole = JSON.stringify(await everything(there));
  expect(whole).not.toContain(idsOf("tenant", 2, 1)[0]);
});

test("every object has the rows it had, asleep and awake, and every file its bytes", async () => {
  const before = stored(here);
  await restore(there, file);
  expect(stored(there)).toEqual(before);
  expect(Object.keys(before)).toHaveLength(10);
  const own = [...here.bucket.kept].filter(([key]) => key.includes(tenantId));
  expect([...there.bucket.kept]).toEqual(own);
});

test("its secrets are sealed anew and its numbers told, its people choose passwords anew where the key is another", async () => {
  await restore(there, file);
  const open = (house: House, table: string, column: string, id: string) => {
    const row = house.d1.sqlite.prepare(`SELECT "${column}" AS sealed FROM "${table}" WHERE id = ?`).get(id);
    return house.deps.secrets.open({ tenant: tenantId, table, column, id }, String(row?.["sealed"]));
  };
  expect(await open(there, "tenants", "model_key_sealed", tenantId)).toBe("a-model-key");
  const lines = there.d1.sqlite.prepare("SELECT id FROM whatsapp_lines").all();
  for (const { id } of lines) expect(await open(there, "whatsapp_lines", "auth_token_sealed", String(id))).toBe(`token of ${id}`);
  expect(there.configured).toHaveLength(3);
  const hash = (house: House) =>
    house.d1.sqlite.prepare("SELECT password_hash AS hash FROM users WHERE email LIKE 'u0-1@%'").get()?.["hash"];
  expect(hash(there)).toMatch(/^scrypt\$16384\$8\$5\$/);
  const same = new House("one installation");
  await restore(same, file);
  expect(hash(same)).toBe(hash(here));
});

test("left unconnected, a rehearsal takes no number", async () => {
  await restore(there, file, { takeNumbers: false });
  expect(there.d1.sqlite.prepare("SELECT * FROM whatsapp_lines").all()).toEqual([]);
  expect(there.configured).toEqual([]);
  expect((await ofTenant(there))["agents"]).toEqual((await ofTenant(here))["agents"]);
});

describe("before anything is written", () => {
  const expectNothing = async (house: House) => {
    const { restores, ...rest } = await everything(house);
    expect(Object.values(rest).flat()).toEqual([]);
    expect(restores).toHaveLength(1);
    expect([...house.storages.keys()]).toEqual([]);
  };

  test("a wrong passphrase is refused, and the right one still does", async () => {
    const id = await bring(there, file);
    const refused = await stretch(there, id, file, { passphrase: "un'altra frase, del tutto" });
    expect(isRefusal(refused) && refused.key).toBe("wrong_passphrase");
    await expectNothing(there);
    expect(await stretch(there, id, file)).toMatchObject({ state: "restoring" });
  });

  test("a file that was cut off, changed or is none fails for good, and its parts are put away", async () => {
    const changed = file.slice();
    changed[file.length - 20] = (changed[file.length - 20] ?? 0) ^ 1;
    for (const bad of [file.slice(0, -30), file.slice(0, 3_000), changed, new TextEncoder().encode("a file of another kind\n")]) {
      const house = new House("another installation");
      const now = await restore(house, Uint8Array.from(bad));
      expect(now).toMatchObject({ state: "failed", failure: "backup_damaged" });
      await expectNothing(house);
      expect([...house.bucket.kept]).toEqual([]);
    }
  });

  test("what is in the way is named", async () => {
    const expectFailure = async (fill: (house: House) => void, failure: string, detail: unknown) => {
      const house = new House("another installation");
      fill(house);
      const before = JSON.stringify({ ...(await everything(house)), restores: null });
      expect(await restore(house, file)).toMatchObject({ state: "failed", failure, failureDetail: detail });
      expect(JSON.stringify({ ...(await everything(house)), restores: null })).toBe(before);
    };
    const copy = (table: string, id: string, change: Record<string, string>) => (house: House) => {
      house.d1.sqlite.exec("PRAGMA defer_foreign_keys = ON");
      const row = { ...here.d1.sqlite.prepare(`SELECT * FROM "${table}" WHERE ${id}`).get(), ...change };
      const names = Object.keys(row);
      house.d1.sqlite
        .prepare(`INSERT INTO "${table}" (${names.join()}) VALUES (${names.map(() => "?").join()})`)
        .run(...(Object.values(row) as string[]));
    };
    await expectFailure(copy("tenants", `id = '${tenantId}'`, {}), "tenant_taken", "Palestra 1");
    await expectFailure(copy("users", "email = 'u1-1@filo.example'", { id: "usr_other" }), "email_taken", "u1-1@filo.example");
    const other = { tenant_id: "ten_other" };
    await expectFailure(copy("agents", `tenant_id = '${tenantId}'`, other), "slug_taken", expect.stringContaining("slug 0"));
    await expectFailure(copy("whatsapp_lines", `tenant_id = '${tenantId}'`, other), "number_taken", "+14155550100");
  });

  test("a backup of another version is refused", async () => {
    const tenant = await here.deps.directory.tenant(tenantId);
    const { modelKeySealed: _, ...fields } = tenant!;
    const key = await newFileKey(passphrase, systemChance.bytes);
    const records = async function* (): AsyncGenerator<BackupRecord> {
      yield { is: "tenant", schema: schemaOf().replace("goal", "aim"), since: 0, fields, modelKey: null };
    };
    const pieces: Uint8Array[] = [];
    for await (const piece of sealed(key, records())) pieces.push(piece);
    const now = await restore(there, Uint8Array.from(joinBytes(pieces)));
    expect(now).toMatchObject({ state: "failed", failure: "backup_of_other_version" });
    await expectNothing(there);
  });
});

/** Fails after so many writes to the database, as if the Worker had been cut off. */
const cutOffAfter = (house: House, writes: number): void => {
  let left = writes;
  house.d1.gate = () => {
    left -= 1;
    if (left < 0) throw new Error("cut off");
  };
};

test("cut off at any point and gone on with, the end is the same", async () => {
  const plain = new House("one installation");
  await restore(plain, file);
  const whole = { rows: await ofTenant(plain), objects: stored(plain) };
  for (const writes of [3, 14, 26, 38]) {
    const house = new House("one installation");
    const gate = house.d1.gate.bind(house.d1);
    const id = await bring(house, file);
    await stretch(house, id, file);
    cutOffAfter(house, writes);
    await expect(stretch(house, id, file), `after ${writes}`).rejects.toThrow();
    house.d1.gate = gate;
    house.forgetObjects();
    for (let now = await stretch(house, id, file); !isRefusal(now) && now.state !== "done"; now = await stretch(house, id, file));
    expect({ rows: await ofTenant(house), objects: stored(house) }).toEqual(whole);
  }
});

test("given up half-way, nothing of it is left, and it can be begun anew", async () => {
  const id = await bring(there, file);
  await stretch(there, id, file);
  cutOffAfter(there, 40);
  await expect(stretch(there, id, file)).rejects.toThrow();
  there.d1.gate = () => undefined;
  expect(await giveUpRestore(there.deps, id)).toBeUndefined();
  expect(Object.values(await everything(there)).flat()).toEqual([]);
  expect([...there.bucket.kept]).toEqual([]);
  expect((await restore(there, file)).state).toBe("done");
  expect(stored(there)).toEqual(stored(here));
});

test("an object that is in use is not filled", async () => {
  there.object("inbox", tenantId);
  there.storage("inbox", tenantId).sql.exec("INSERT INTO member VALUES (?, ?)", "usr_other", 1);
  const id = await bring(there, file);
  await stretch(there, id, file);
  const refused = await stretch(there, id, file);
  expect(isRefusal(refused) && refused.key).toBe("conflict");
  expect(there.storage("inbox", tenantId).sql.exec("SELECT user_id FROM member").toArray()).toEqual([{ user_id: "usr_other" }]);
});
