import { RelinkError } from '#libs/kernel';

/** A file, or its mapping, that cannot be imported at all. Nothing of it was written. */
export abstract class ImportRefused extends RelinkError {
  readonly kind = 'invalid';
}

export class ImportUnreadable extends ImportRefused {
  readonly code = 'import.unreadable';

  /** @param what `file` or `mapping` */
  constructor(what: 'file' | 'mapping file', cause: string) {
    super(`The ${what} cannot be read: ${REASONS[cause] ?? 'the disk does not give it'}. Check its path and rights.`);
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'there is none at this path',
  ENOTDIR: 'there is none at this path',
  EACCES: 'you have no right to read it',
  EPERM: 'you have no right to read it',
  EISDIR: 'it is a folder',
};

export class ImportEmpty extends ImportRefused {
  readonly code = 'import.empty';

  constructor() {
    super('The file holds no records. Check that it is the right one.');
  }
}

export class ImportNotText extends ImportRefused {
  readonly code = 'import.not-text';

  constructor() {
    super('This is an old workbook or an archive. Save the sheet as XLSX or CSV (UTF-8) and import that.');
  }
}

export class WorkbookTooLarge extends ImportRefused {
  readonly code = 'import.workbook-too-large';

  constructor() {
    super(
      'The workbook is too large: 50 MB, 200,000 rows and 500 columns are the most. Save the sheet as CSV (UTF-8), or split it.',
    );
  }
}

export class WorkbookDamaged extends ImportRefused {
  readonly code = 'import.workbook-damaged';

  constructor() {
    super('The workbook cannot be read. Open it, save it again as XLSX without a password, or save the sheet as CSV.');
  }
}

export class ImportNotUnicode extends ImportRefused {
  readonly code = 'import.not-unicode';

  constructor(readonly line: number) {
    super(`Line ${line} is not UTF-8. Save the file as UTF-8 and import it again.`);
  }
}

export class ImportLineTooLong extends ImportRefused {
  readonly code = 'import.line-too-long';

  constructor(readonly line: number) {
    super(`The record at line ${line} is far too long. A quotation mark or a closing tag may be missing there.`);
  }
}

export class ImportQuoteNotClosed extends ImportRefused {
  readonly code = 'import.quote-not-closed';

  constructor(readonly line: number) {
    super(
      `A quotation mark opens at or after line ${line} and is never closed. Close it, or double it where it is text.`,
    );
  }
}

export class ImportMalformedXml extends ImportRefused {
  readonly code = 'import.malformed-xml';

  constructor(
    readonly line: number,
    readonly column: number,
  ) {
    super(`The XML is broken at line ${line}, column ${column}. Ask its sender for a well-formed file.`);
  }
}

export class ImportDtdRefused extends ImportRefused {
  readonly code = 'import.dtd-refused';

  constructor(readonly line: number) {
    super(
      `Line ${line} brings a document type (DTD), which Relink never reads. Take it out, or ask for a file without it.`,
    );
  }
}

export class ImportNotPfif extends ImportRefused {
  readonly code = 'import.not-pfif';

  constructor() {
    super('This XML holds no PFIF records (http://zesty.ca/pfif/1.1 to 1.4). Ask its sender for PFIF or CSV.');
  }
}

export class ImportTooManyNotes extends ImportRefused {
  readonly code = 'import.too-many-notes';

  constructor() {
    super('The file holds too many notes outside their persons. Split it, or put the notes inside the persons.');
  }
}

export class ImportNamesNotFound extends ImportRefused {
  readonly code = 'import.names-not-found';

  constructor() {
    super('No column of names was recognised. Does the first line hold the column names? Otherwise give a mapping.');
  }
}

export class MappingMalformed extends ImportRefused {
  readonly code = 'import.mapping-malformed';

  /** @param key where in the mapping, such as `birth.formats.0` */
  constructor(
    readonly key: string,
    what: string,
  ) {
    super(`The mapping is wrong at ${key || 'its top'}: ${what}.`);
  }
}

export class MappingColumnUnknown extends ImportRefused {
  readonly code = 'import.mapping-unknown-column';

  constructor(
    readonly key: string,
    readonly column: string,
  ) {
    super(`The mapping names the column "${column}" (at ${key}), which the file does not have. Correct it.`);
  }
}

export class MappingColumnTwice extends ImportRefused {
  readonly code = 'import.mapping-column-twice';

  constructor(
    readonly key: string,
    readonly column: string,
  ) {
    super(`The file has the column "${column}" (at ${key} of the mapping) more than once. Rename one of them.`);
  }
}

/** The account may not record people. */
export class ImportNotAllowed extends RelinkError {
  readonly code = 'import.not-allowed';
  readonly kind = 'forbidden';

  constructor() {
    super('This account may not record people. Import as a caseworker or another role that registers.');
  }
}

export class ReportNotWritable extends ImportRefused {
  readonly code = 'import.report-not-writable';

  constructor() {
    super('The report cannot be written at this path. Choose a folder that exists and that you may write to.');
  }
}
