import { createSignal } from "solid-js";
import { paths } from "../../../paths.ts";
import { isOnline } from "../network.ts";
import { whyMissing, type WhyMissing } from "./whyMissing.ts";

const patienceMs = 5_000;

const [isReplaced, setReplaced] = createSignal(false);

/** Whether a newer Filo has come, and parts of the one that runs here can't be fetched any more. */
export { isReplaced };

/** A part of the console that could not be fetched, and why. */
export class PartMissing extends Error {
  readonly why: WhyMissing;

  constructor(why: WhyMissing, cause: unknown) {
    super(`A part of the console is missing: ${why}`, { cause });
    this.why = why;
  }
}

const currentPage = (): Promise<string | null> =>
  fetch(paths.console(), { cache: "no-store", signal: AbortSignal.timeout(patienceMs) }).then(
    (response) => (response.ok ? response.text() : null),
    () => null,
  );

const findWhy = async (): Promise<WhyMissing> => {
  const running = document.querySelector('script[type="module"][src]')?.getAttribute("src") ?? null;
  return whyMissing(running, isOnline() ? await currentPage().catch(() => null) : null);
};

/** Style sheets that failed. They stay in the page, empty, and their part's next fetch would take them for loaded. */
const failedStyles = new Set<HTMLLinkElement>();
const noteFailed = ({ target }: Event) => target instanceof HTMLLinkElement && failedStyles.add(target);
window.addEventListener("error", noteFailed, { capture: true });

const mendStyles = async (): Promise<void> => {
  const failed = [...failedStyles];
  failedStyles.clear();
  await Promise.all(
    failed.map((link) => {
      const fresh = link.cloneNode() as HTMLLinkElement;
      const settled = new Promise((resolve, reject) => {
        fresh.addEventListener("load", resolve);
        fresh.addEventListener("error", reject);
      });
      link.replaceWith(fresh);
      return settled;
    }),
  );
};

/** Fetches one part, its style sheets included. @throws PartMissing */
export const fetchPart = async <T>(load: () => Promise<T>): Promise<T> => {
  try {
    await mendStyles();
    return await load();
  } catch (cause) {
    const why = await findWhy();
    if (why === "replaced") setReplaced(true);
    throw new PartMissing(why, cause);
  }
};
