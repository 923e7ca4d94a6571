import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { ReportNotWritable } from './import.errors.js';

/** One line of the report. `reference` is the record's id in the file, never anything else of it. */
export interface ReportLine {
  line: number;
  outcome: 'added' | 'known' | 'refused' | 'warning' | 'compared';
  code: string;
  message: string;
  reference: string;
}

const COLUMNS = ['line', 'outcome', 'code', 'message', 'reference'] as const;
const HEAD = `${COLUMNS.join(',')}\r\n`;

/** The whole report, as text. */
export function csvOf(lines: readonly ReportLine[]): string {
  return HEAD + lines.map(csvLine).join('');
}

function csvLine(line: ReportLine): string {
  return `${COLUMNS.map((column) => csvCell(String(line[column]))).join(',')}\r\n`;
}

/** The report of an import, row by row as CSV: it is there whole, for its owner alone, or not at all. */
export class ReportFile {
  private constructor(
    private readonly path: string,
    private readonly draft: string,
    private readonly file: FileHandle,
  ) {}

  /** @throws ReportNotWritable */
  static async create(path: string): Promise<ReportFile> {
    const draft = `${path}.${randomBytes(6).toString('hex')}.part`;
    try {
      const report = new ReportFile(path, draft, await open(draft, 'wx', 0o600));
      await report.file.appendFile(HEAD);
      return report;
    } catch {
      throw new ReportNotWritable();
    }
  }

  async append(lines: readonly ReportLine[]): Promise<void> {
    await this.file.appendFile(lines.map(csvLine).join(''));
  }

  async finish(): Promise<void> {
    try {
      await this.file.sync();
      await this.file.close();
      await rename(this.draft, this.path);
    } catch {
      await this.discard();
      throw new ReportNotWritable();
    }
  }

  async discard(): Promise<void> {
    await this.file.close().catch(() => undefined);
    await rm(this.draft, { force: true });
  }
}

/**
 * Where a spreadsheet would take what follows for a formula: at the beginning, and after what separates cells for programs
 * that read the file otherwise than it was written. Some fold full-width signs to the narrow ones.
 */
const FORMULAS = /(?<=^|[;\t\r\n])(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])/g;

/** A cell that no spreadsheet runs as a formula (OWASP, CSV injection). */
export function csvCell(text: string): string {
  const safe = text.replace(FORMULAS, "'");
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
