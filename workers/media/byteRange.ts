/** A stretch of a file that was asked for; `whole` when none, or none we understand, was. */
export type ByteRange = { offset: number; length: number } | "whole" | "unsatisfiable";

/** One range of bytes as RFC 9110, section 14.1.2, writes it. Several at once may be answered with the whole (section 14.2). */
export const readRange = (header: string | null, size: number): ByteRange => {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "") ?? [];
  if (first === "" && last === "") return "whole";
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { offset: size - length, length };
  }
  const offset = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== "" && Number(last) < offset) return "whole";
  return offset >= size ? "unsatisfiable" : { offset, length: end - offset + 1 };
};
