import { basename } from 'node:path';
import { IdFile } from './id-file.js';
import { UnusableList, type BadRow } from './list-error.js';
import { ListTableBuilder, type ListTable } from './list-table.js';
import type { Meter } from './progress.js';
import { linesIn, readCsv } from './read-csv.js';
import type { ListSchema } from './schema.js';

/** Reads one list, or two, the left one first. @throws UnusableList */
export async function readLists(
  files: readonly string[],
  schema: ListSchema,
  idPath: string,
  clock: Meter,
  onBadRow: ((row: BadRow) => void) | undefined,
): Promise<{ table: ListTable; ids: IdFile; badRows: number }> {
  // counted first: then memory can be set aside at once, and the time left is known
  let lines = 0;
  for (const file of files) lines += (await linesIn(file, clock)) ?? 0;
  const ids = new IdFile(idPath, lines);
  try {
    const builder = new ListTableBuilder(schema, ids, lines);
    let badRows = 0;
    const bad = (row: BadRow): void => {
      badRows++;
      onBadRow?.(row);
    };
    clock.start('read', lines);
    for (const [index, path] of files.entries()) {
      const file = basename(path);
      if (index > 0) builder.startRight();
      let used = 0;
      for await (const rows of readCsv(path, () => Object.keys(schema), bad))
        for (const { line, cells } of rows) {
          const problem = builder.add(cells);
          if (problem) bad({ file, line, problem });
          else used++;
          clock.add(1);
        }
      if (used === 0) throw new UnusableList(`${file} holds no usable row.`);
    }
    return { table: builder.table(), ids, badRows };
  } catch (error) {
    ids.close();
    throw error;
  }
}
