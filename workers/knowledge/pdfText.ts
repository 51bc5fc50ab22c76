/** Why a PDF gave no text; the console words each. */
export type PdfFailure = "encrypted" | "unreadable" | "no_text" | "too_many_pages" | "too_slow";
export type PdfText = { ok: true; text: string } | { ok: false; failure: PdfFailure };

export interface PdfLimits {
  pages: number;
  /** What becomes of a file with more pages: knowledge has to be whole, a file in a talk may be read in part. */
  beyondPages: "refuse" | "leave_out";
  characters: number;
  milliseconds: number;
}

export const pdfLimits: PdfLimits = { pages: 400, beyondPages: "refuse", characters: 400_000, milliseconds: 20_000 };

/**
 * The text of a PDF, a paragraph a page. A file that is broken, locked, a scan without text, or made to keep us busy is a
 * failure, never an exception. What is beyond the limit of characters is left out.
 */
export const pdfText = async (bytes: Uint8Array, limits: PdfLimits = pdfLimits): Promise<PdfText> => {
  const timer = deadline(limits.milliseconds);
  let close = async (): Promise<void> => {};
  try {
    const opened = await Promise.race([openPdf(bytes), timer.passed]);
    close = () => opened.loadingTask.destroy();
    if (opened.numPages > limits.pages && limits.beyondPages === "refuse") return { ok: false, failure: "too_many_pages" };
    const text = await Promise.race([readPages(opened, limits, timer), timer.passed]);
    return text === "" ? { ok: false, failure: "no_text" } : { ok: true, text };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  } finally {
    timer.stop();
    await close().catch(() => {});
  }
};

type Pdf = Awaited<ReturnType<typeof openPdf>>;

/** Loaded when the first PDF comes: half a megabyte that no message needs. The parser takes its bytes over, so it gets a copy. */
const openPdf = async (bytes: Uint8Array) => {
  const { getDocumentProxy } = await import("unpdf");
  return getDocumentProxy(bytes.slice(), { enableXfa: false, disableFontFace: true, useSystemFonts: false, verbosity: 0 });
};

const readPages = async (pdf: Pdf, limits: PdfLimits, timer: Deadline): Promise<string> => {
  const pages: string[] = [];
  const last = Math.min(pdf.numPages, limits.pages);
  for (let page = 1, length = 0; page <= last && length < limits.characters && !timer.hasPassed(); page++) {
    await breathe();
    const { items } = await (await pdf.getPage(page)).getTextContent();
    const text = tidy(items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join(""));
    length += text.length;
    pages.push(text);
  }
  return pages
    .filter((text) => text !== "")
    .join("\n\n")
    .slice(0, limits.characters);
};

/** The parser works in microtasks: without a real pause between two pages no timer would ever fire. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Words that a line's end has cut are joined; runs of blanks and control characters go. */
const tidy = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
    .replace(/(\p{Ll})-\n(?=\p{Ll})/gu, "$1")
    .replace(/[ \t\u00a0]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

class TooSlow extends Error {}

interface Deadline {
  passed: Promise<never>;
  hasPassed(): boolean;
  stop(): void;
}

const deadline = (milliseconds: number): Deadline => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isOver = true;
      reject(new TooSlow());
    }, milliseconds);
  });
  passed.catch(() => {});
  return { passed, hasPassed: () => isOver, stop: () => clearTimeout(timer) };
};

const failureOf = (error: unknown): PdfFailure => {
  if (error instanceof TooSlow) return "too_slow";
  return error instanceof Error && error.name === "PasswordException" ? "encrypted" : "unreadable";
};
