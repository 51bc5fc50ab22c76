import type { Accessor } from "solid-js";
import type { ContactImport, ImportRow } from "../../../../../schema/contract/contactImports.ts";
import { createCached, type Cached } from "../../../api/cached.ts";
import { call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { createPaged, type Paged } from "../../../api/paged.ts";
import type { Outcome } from "./importRules.ts";

const lookAgainMs = 1_000;
const mostAtOnce = 100;

/** A row with its line as the name it has in a list. */
type ReportRow = ImportRow & { id: string };

export const isUnderWay = (report: ContactImport | undefined): boolean => report?.state === "due" || report?.state === "running";

/** How far an import has come, asked every second while it runs. */
export const createImport = (id: Accessor<string>): Cached<ContactImport> =>
  createCached<ContactImport>(() => ({
    queryKey: keys.contactImport(id()),
    queryFn: ({ signal }) => call("GET /api/contact-imports/{id}", { params: { id: id() } }, signal),
    staleTime: 0,
    refetchInterval: (query) => (isUnderWay(query.state.data) ? lookAgainMs : false),
  }));

export const createImports = (): Paged<ContactImport> =>
  createPaged(() => ({
    queryKey: keys.contactImports,
    fetchPage: (cursor, signal) => call("GET /api/contact-imports", { query: cursor ? { cursor } : {} }, signal),
    staleTime: 0,
  }));

const readRows = async (
  id: string,
  outcome: Outcome | undefined,
  cursor: string | undefined,
  limit: number,
  signal?: AbortSignal,
) => {
  const query = { limit, ...(outcome ? { outcome } : {}), ...(cursor ? { cursor } : {}) };
  const page = await call("GET /api/contact-imports/{id}/rows", { params: { id }, query }, signal);
  return { ...page, items: page.items.map((row): ReportRow => ({ ...row, id: String(row.line) })) };
};

/** What became of each row. */
export const createImportRows = (
  id: Accessor<string>,
  outcome: Accessor<Outcome | undefined>,
  isRunning: Accessor<boolean>,
): Paged<ReportRow> =>
  createPaged(() => {
    const [of, wanted, running] = [id(), outcome(), isRunning()];
    return {
      queryKey: keys.contactImportRows(of, wanted ?? ""),
      fetchPage: (cursor, signal) => readRows(of, wanted, cursor, 50, signal),
      staleTime: 0,
      pollWhile: () => running,
    };
  });

/** Every row that was left out, however many. */
export const readLeftOut = async (id: string): Promise<ReportRow[]> => {
  const rows: ReportRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await readRows(id, "skipped", cursor, mostAtOnce);
    rows.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return rows;
};
