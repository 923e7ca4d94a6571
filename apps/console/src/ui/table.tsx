import type { ReactNode } from 'react';

export interface Column<T> {
  name: string;
  /** Read, not shown: for the column of buttons. */
  quiet?: boolean;
  end?: boolean;
  cell: (row: T) => ReactNode;
}

/**
 * A table that turns into cards on a narrow screen. The roles are written out because browsers drop a table's own
 * when its display changes.
 */
export function Table<T>(props: {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  quietHead?: boolean;
  className?: string;
}) {
  const { label, columns, rows, keyOf, quietHead, className = '' } = props;
  return (
    <table role="table" aria-label={label} className={`cards-when-narrow ${className}`}>
      <thead role="rowgroup" className={quietHead ? 'quiet-head' : undefined}>
        <tr role="row">
          {columns.map((column) => (
            <th key={column.name} role="columnheader" scope="col" className={column.end ? 'end' : undefined}>
              <span className={column.quiet || quietHead ? 'only-read' : undefined}>{column.name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map((column) => (
              <td
                key={column.name}
                role="cell"
                className={column.end ? 'end' : undefined}
                data-label={column.quiet ? undefined : column.name}
              >
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
