import type { Restore } from "../../../schema/contract/backup.ts";
import type { RestoreRow } from "../../platform/restores.ts";

export const restoreOnWire = (row: RestoreRow): Restore => ({
  id: row.id,
  state: row.state,
  tenantId: row.tenantId,
  tenantName: row.tenantName,
  doneBytes: row.state === "done" ? row.totalBytes : (row.place?.offset ?? 0),
  totalBytes: row.totalBytes,
  failure: row.failure,
  failureDetail: row.failureDetail,
  createdAt: new Date(row.createdAt).toISOString(),
});
