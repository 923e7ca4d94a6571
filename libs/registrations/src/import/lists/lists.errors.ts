import { RelinkError } from '#libs/kernel';
import { ImportRefused } from '../import.errors.js';

export class ListTooLong extends ImportRefused {
  readonly code = 'import.too-many-rows';

  constructor(
    readonly line: number,
    most: number,
  ) {
    super(`The list has more than ${most.toLocaleString('en')} rows. Split it and bring the parts in one by one.`);
  }
}

export class ListTooWide extends ImportRefused {
  readonly code = 'import.too-many-columns';
  readonly line = 1;

  constructor(most: number) {
    super(
      `The list has more than ${most} columns. Leave out those that nothing is taken from, or correct its first line.`,
    );
  }
}

export class ListHasMalware extends ImportRefused {
  readonly code = 'import.malware';

  constructor() {
    super('The malware scanner found something in this file. Ask its sender for a clean one.');
  }
}

/** The list was read when its bytes arrived; what separates its columns cannot be said afterwards. */
export class DelimiterTooLate extends ImportRefused {
  readonly code = 'import.delimiter-too-late';

  constructor() {
    super('What separates the columns is said when the list is announced. Leave it out of the mapping.');
  }
}

export class ListNotChecked extends RelinkError {
  readonly code = 'list.not-checked';
  readonly kind = 'conflict';

  constructor() {
    super('Nothing was done with the rows of this list yet. Check it first.');
  }
}

export class ListReportGone extends RelinkError {
  readonly code = 'list.report-gone';
  readonly kind = 'conflict';

  constructor() {
    super('The report of this list was erased when its time was over. Bring the list in again for a new one.');
  }
}
