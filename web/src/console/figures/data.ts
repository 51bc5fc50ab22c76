import type { Accessor } from "solid-js";
import type { BehindItem, FiguresReport, FunnelReport } from "../../../../schema/contract/figures.ts";
import { createCached, type Cached } from "../../api/cached.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { createPaged, type Paged } from "../../api/paged.ts";
import type { FiguresView } from "./figuresQuery.ts";
import { pageOfSome } from "./pageOfSome.ts";

const everyMs = 5 * 60_000;

type Asked = Pick<FiguresView, "from" | "to" | "agentId" | "level">;

const queryOf = ({ from, to, agentId, level }: Asked) => ({
  from,
  to,
  ...(agentId === undefined ? {} : { agentId }),
  ...(level === undefined ? {} : { level }),
});

/** The numbers of a range. While another range is read, the one before stays on screen. */
export const createFigures = (view: Accessor<Asked>): Cached<FiguresReport> =>
  createCached<FiguresReport>(() => ({
    queryKey: keys.figures(JSON.stringify(queryOf(view()))),
    queryFn: ({ signal }) => call("GET /api/figures", { query: queryOf(view()) }, signal),
    placeholderData: (before: FiguresReport | undefined) => before,
    refetchInterval: everyMs,
  }));

export const createFunnel = (view: Accessor<Asked>): Cached<FunnelReport> =>
  createCached<FunnelReport>(() => ({
    queryKey: keys.funnel(JSON.stringify(queryOf(view()))),
    queryFn: ({ signal }) => call("GET /api/figures/funnel", { query: queryOf(view()) }, signal),
    placeholderData: (before: FunnelReport | undefined) => before,
  }));

/** Who is behind a number. */
export const createBehind = (
  view: Accessor<Asked & { behind: NonNullable<FiguresView["behind"]>; of: FiguresView["of"] }>,
): Paged<BehindItem & { id: string }> =>
  createPaged(() => {
    const { behind, of } = view();
    const query = { ...queryOf(view()), behind, of };
    return {
      queryKey: keys.behind(JSON.stringify(query)),
      fetchPage: async (cursor, signal) => {
        const read = (from: string | undefined) => call("GET /api/figures/behind", { query: { ...query, cursor: from } }, signal);
        const page = await pageOfSome(read, cursor);
        return { ...page, items: page.items.map((item) => ({ ...item, id: item.contactId })) };
      },
    };
  });

/** How the tenant's own model key was used on the range's days. */
export const createKeyDays = (view: Accessor<Asked>) =>
  createCached(() => ({
    queryKey: keys.keyDays(view().from, view().to),
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      call("GET /api/figures/key", { query: { from: view().from, to: view().to } }, signal),
  }));
