import { ErrorBoundary, lazy, Suspense, type JSX } from "solid-js";
import { fetchPart, PartMissing } from "./fetchPart.ts";
import { MissingDialog, MissingExtra, MissingPage, MissingSection, type MissingProps } from "./Missing.tsx";

type Part<P> = (props: P) => JSX.Element;
type Load<P> = () => Promise<{ default: Part<P> }>;
/** What the router fetches ahead, where it sees a link to it being neared. */
type Late<P> = Part<P> & { preload(): void };

/** A part that is fetched when it is first shown. Where it can't be had, `Missing` stands in its place, and only there. */
const late = <P extends object>(load: Load<P>, Missing: Part<MissingProps<P>>): Late<P> => {
  const fetched = () => fetchPart(load);
  const Fetched = lazy(fetched);
  const Guarded = (props: P): JSX.Element => (
    <ErrorBoundary
      fallback={(error: unknown, reset: () => void) => {
        if (!(error instanceof PartMissing)) throw error;
        return <Missing part={props} why={error.why} fetch={fetched} onHere={reset} />;
      }}
    >
      <Fetched {...props} />
    </ErrorBoundary>
  );
  return Object.assign(Guarded, { preload: () => void Fetched.preload().catch(() => undefined) });
};

/** A page, or a pane of one. */
export const latePage = <P extends object>(load: Load<P>): Late<P> => late(load, MissingPage);

/** One piece of a page among others. */
export const lateSection = <P extends object>(load: Load<P>): Late<P> => late(load, MissingSection);

const waitingForNothing =
  <P extends object>(Inner: Part<P>): Part<P> =>
  (props) => (
    <Suspense>
      <Inner {...props} />
    </Suspense>
  );

/** What opens over the page: where it can't be had it says so in passing and closes, and is fetched again the next time. */
export const lateDialog = <P extends { onClose(): void }>(load: Load<P>): Part<P> => waitingForNothing(late(load, MissingDialog));

/** What nobody has asked for: it comes when it can, and is not missed until then. */
export const lateExtra = <P extends object>(load: Load<P>): Part<P> => waitingForNothing(late(load, MissingExtra));
