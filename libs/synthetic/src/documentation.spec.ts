import { readFileSync } from 'node:fs';
import { cultureTable, errorTable } from './index.js';

/** Prettier pads the cells of a table. */
const cells = (markdown: string): string => markdown.replace(/ *\| */g, '|').replace(/-{3,}/g, '---');
const page = cells(readFileSync('docs/synthetic.md', 'utf8'));

describe('docs/synthetic.md', () => {
  it('shows the error rates that are in force', () => {
    expect(page).toContain(cells(errorTable()));
  });

  it('shows the cultures that there are', () => {
    expect(page).toContain(cells(cultureTable()));
  });
});
