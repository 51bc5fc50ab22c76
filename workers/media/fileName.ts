import type { FileType } from "../platform/fileType.ts";

/** The endings a type goes by, the usual one first. */
const endings: Record<FileType, readonly [string, ...string[]]> = {
  "application/pdf": ["pdf"],
  "image/png": ["png"],
  "image/jpeg": ["jpg", "jpeg"],
  "image/webp": ["webp"],
  "image/gif": ["gif"],
  "image/heic": ["heic", "heif"],
  "audio/ogg": ["ogg", "opus", "oga"],
  "audio/mpeg": ["mp3"],
  "audio/mp4": ["m4a", "mp4"],
  "audio/aac": ["aac"],
  "audio/amr": ["amr"],
  "audio/3gpp": ["3gp"],
  "audio/webm": ["webm", "weba"],
  "video/mp4": ["mp4", "m4v"],
  "video/3gpp": ["3gp"],
  "video/quicktime": ["mov"],
  "video/webm": ["webm"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ["docx"],
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ["xlsx"],
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": ["pptx"],
  "application/msword": ["doc"],
  "application/vnd.ms-excel": ["xls"],
  "application/vnd.ms-powerpoint": ["ppt"],
  "text/plain": ["txt", "log", "md"],
  "text/csv": ["csv", "tsv", "txt"],
  "text/vcard": ["vcf"],
};

const longestName = 120;

/**
 * A file's name as people see it and save it: without folders and control characters, ending as its real type does, so that no name
 * makes a program of it (`invoice.pdf.exe`).
 */
export const fileNameFor = (name: string, type: FileType): string => {
  const bare =
    name
      .replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
      .split(/[\\/]/)
      .at(-1)
      ?.trim() ?? "";
  const [usual] = endings[type];
  const ending = /\.([a-z0-9]{1,5})$/i.exec(bare)?.[1]?.toLowerCase();
  const fits = ending !== undefined && endings[type].includes(ending);
  const stem =
    (fits ? bare.slice(0, -(ending.length + 1)) : bare).slice(0, longestName).replace(/[\ud800-\udbff]$/, "") || "file";
  return `${stem}.${fits ? ending : usual}`;
};
