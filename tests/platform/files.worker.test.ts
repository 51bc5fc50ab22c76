import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { systemChance } from "../../workers/platform/clock.ts";
import { downloadHeaders, Files } from "../../workers/platform/files.ts";
import { isRefusal } from "../../workers/platform/refusal.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { newTenant } from "./newTenant.ts";

const { DB, FILES } = env as unknown as { DB: D1Database; FILES: R2Bucket };
const files = new Files(FILES, systemChance);
const pdf = new TextEncoder().encode("%PDF-1.7\n…");

let db: TenantDb;
beforeEach(async () => {
  db = new TenantDb(DB, await newTenant(DB));
});

const stored = async (name = "Listino.pdf") => {
  const file = await files.store(db, { name, bytes: pdf }, ["application/pdf"]);
  if (isRefusal(file)) throw new Error(file.key);
  await db.batch([file.statement]);
  return file.fileId;
};

describe("files", () => {
  it("come back as they were, with what is known of them", async () => {
    const fileId = await stored();
    const read = await files.read(db, fileId);
    expect(read?.bytes).toEqual(pdf);
    expect(read?.row).toMatchObject({ name: "Listino.pdf", mediaType: "application/pdf", bytes: pdf.length });
    expect(read?.row.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(read?.row.r2Key).toBe(`tenants/${db.tenantId}/${fileId}`);
  });

  it("are what their content is, and refused when nobody asked for that", async () => {
    const page = new TextEncoder().encode("<script>alert(1)</script>");
    expect(await files.store(db, { name: "Listino.pdf", bytes: page }, ["application/pdf"])).toMatchObject({
      key: "unsupported_media",
    });
    expect(await files.store(db, { name: "x.png", bytes: pdf }, ["image/png"])).toMatchObject({ key: "unsupported_media" });
    expect(await files.store(db, { name: "x", bytes: new Uint8Array() }, ["application/pdf"])).toMatchObject({
      key: "unsupported_media",
    });
  });

  it("are downloads, never pages, whatever they are called", async () => {
    const response = await files.serve(db, await stored('a"\r\nx: y; è.pdf'));
    expect(response?.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''a%22%0D%0Ax%3A%20y%3B%20%C3%A8.pdf");
    expect(response?.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response?.headers.get("content-security-policy")).toContain("sandbox");
    expect(new Uint8Array((await response?.arrayBuffer()) ?? [])).toEqual(pdf);
    expect(downloadHeaders({ name: "it's (1)*.pdf", mediaType: "application/pdf", bytes: 1 })["content-disposition"]).toBe(
      "attachment; filename*=UTF-8''it%27s%20%281%29%2A.pdf",
    );
  });

  it("are another tenant's only for that tenant", async () => {
    const fileId = await stored();
    const other = new TenantDb(DB, await newTenant(DB));
    expect(await files.read(other, fileId)).toBeNull();
    expect(await files.serve(other, fileId)).toBeNull();
    await files.remove(other, fileId);
    await other.batch([files.forgetting(other, fileId)]);
    expect(await files.read(db, fileId)).not.toBeNull();
  });

  it("can be forgotten", async () => {
    const fileId = await stored();
    await db.batch([files.forgetting(db, fileId)]);
    await files.remove(db, fileId);
    expect(await files.read(db, fileId)).toBeNull();
    expect((await FILES.list({ prefix: `tenants/${db.tenantId}/` })).objects).toEqual([]);
  });
});
