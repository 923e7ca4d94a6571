import writeExcelFile from 'write-excel-file/node';
import { csvCell } from '#libs/registrations';
import type { Figure, Report } from '#libs/reporting';

/** Columns with their HXL tags (Humanitarian Exchange Language 1.1), which stand in the second row. */
const COLUMNS: { title: string; hxl: string; value: (figure: Figure, year: number) => string | number }[] = [
  { title: 'Figure', hxl: '#indicator+code', value: ({ indicator }) => indicator },
  { title: 'Of', hxl: '#indicator+kind', value: ({ of }) => of ?? 'all' },
  { title: 'Year', hxl: '#date+year', value: (_, year) => year },
  { title: 'Quarter', hxl: '#date+quarter', value: ({ quarter }) => quarter ?? 'all' },
  { title: 'Branch', hxl: '#org+branch+code', value: ({ branch }) => branch ?? 'all' },
  { title: 'Sex', hxl: '#affected+sex', value: ({ sex }) => sex ?? 'all' },
  { title: 'Age', hxl: '#affected+age', value: ({ ageGroup }) => ageGroup ?? 'all' },
  { title: 'Count', hxl: '#affected+num', value: ({ count }) => count },
];

function rowsOf({ year, figures }: Report): (string | number)[][] {
  return [
    COLUMNS.map(({ title }) => title),
    COLUMNS.map(({ hxl }) => hxl),
    ...figures.map((figure) => COLUMNS.map(({ value }) => value(figure, year))),
  ];
}

/** Comma-separated text after RFC 4180. Every value is one of our own codes or a number, but branches name themselves. */
export function csvOf(report: Report): string {
  return rowsOf(report)
    .map((row) => row.map((value) => csvCell(String(value))).join(',') + '\r\n')
    .join('');
}

export async function xlsxOf(report: Report): Promise<Buffer> {
  const rows = rowsOf(report).map((row, at) =>
    row.map((value) => ({ value, type: typeof value === 'number' ? Number : String, ...(at === 0 && BOLD) })),
  );
  return writeExcelFile(rows).toBuffer();
}

const BOLD = { fontWeight: 'bold' } as const;
