import { SENSITIVITIES } from '#libs/kernel';
import { PROTECTION_FLAGS, type PersonInput } from '#libs/people';
import { REGISTRATION_KINDS, WANTS_CONTACT, type RegistrationInput } from '../../registration-details.js';
import { DEFAULT_KIND } from '../import-row.js';
import type { Cells } from './columns.js';
import type { CsvMapping } from './mapping.js';
import { meaningOf, SEX_WORDS } from './meanings.js';
import { RowRefused, splitCell, unknownValue, type Reading } from './reading.js';

export function kindOf({ kind }: CsvMapping, { cell, context, warnings }: Reading): RegistrationInput['kind'] {
  const fallback = context.defaults.kind ?? DEFAULT_KIND;
  if (!kind) return fallback;
  if ('constant' in kind) return kind.constant;
  const text = cell(kind.column);
  if (!text) {
    warnings.push({ path: 'kind', code: 'import.kind-assumed', message: `No kind is given; "${fallback}" was taken.` });
    return fallback;
  }
  const meaning = meaningOf(text, kind.values, REGISTRATION_KINDS);
  // a child taken for an adult would lose their protection
  if (!meaning) throw new RowRefused(unknownValue('kind', kind.column));
  return meaning;
}

export function sensitivityOf({ sensitivity }: CsvMapping, cell: Cells): RegistrationInput['sensitivity'] {
  if (!sensitivity) return undefined;
  if ('constant' in sensitivity) return sensitivity.constant;
  const text = cell(sensitivity.column);
  if (!text) return undefined;
  const meaning = meaningOf(text, sensitivity.values, SENSITIVITIES);
  if (!meaning) throw new RowRefused(unknownValue('sensitivity', sensitivity.column));
  return meaning;
}

export function protectionOf({ protection }: CsvMapping, { cell }: Reading): PersonInput['protection'] {
  if (!protection) return undefined;
  return splitCell(cell(protection.column), protection.split ?? ',').map((text) => {
    const meaning = meaningOf(text, protection.values, PROTECTION_FLAGS);
    if (!meaning) throw new RowRefused(unknownValue('person.protection', protection.column));
    return meaning;
  });
}

export function sexOf({ sex }: CsvMapping, { cell, warnings, leftovers }: Reading): Pick<PersonInput, 'sex'> {
  const text = cell(sex?.column);
  if (!sex || !text) return {};
  const meaning = meaningOf(text, sex.values ?? SEX_WORDS, ['female', 'male']);
  if (meaning) return { sex: meaning };
  warnings.push(unknownValue('person.sex', sex.column));
  leftovers.push(`${sex.column}: ${text}`);
  return {};
}

export function wantsContactOf(
  { wantsContact }: CsvMapping,
  { cell, warnings, leftovers }: Reading,
): Pick<RegistrationInput, 'wantsContact'> {
  const text = cell(wantsContact?.column);
  if (!wantsContact || !text) return {};
  const meaning = meaningOf(text, wantsContact.values, WANTS_CONTACT);
  if (meaning) return { wantsContact: meaning };
  warnings.push(unknownValue('wantsContact', wantsContact.column));
  leftovers.push(`${wantsContact.column}: ${text}`);
  return {};
}
