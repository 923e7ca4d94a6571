import {
  ASKED_RIGHTS,
  CONTACT_KINDS,
  SAFE_DAYS,
  SAFE_TIMES,
  type FamilyLetter,
  type FirstContactLetter,
} from '#libs/family-access';
import { PORTAL_CATALOGUES, PORTAL_LANGUAGES, type PortalCode, type PortalLanguage } from '#libs/wording';
import type { Renderer, Shown } from './render.js';

/** What somebody sent, by field. */
export type Sent = Readonly<Record<string, unknown>>;

/** A field as data. A text has a length, a choice has options. */
type Field = { name: string; label: PortalCode; hint?: PortalCode } & (
  | { most: number; needed: boolean; long?: true; tel?: true }
  | { options: readonly string[]; said: (option: string) => PortalCode; preset?: string }
  | { languages: true }
);

export interface Form<Letter> {
  heading: PortalCode;
  intro: readonly PortalCode[];
  fields: readonly Field[];
  letter: (values: Record<string, string>) => Letter;
}

const LONGEST_NOTE = 1_000;
const time: Field = {
  name: 'time',
  label: 'hours.when',
  options: SAFE_TIMES,
  said: (one) => `hours.${one}` as PortalCode,
  preset: 'any',
};
const days: Field = {
  name: 'days',
  label: 'hours.days',
  options: SAFE_DAYS,
  said: (one) => `hours.${one}` as PortalCode,
  preset: 'all-days',
};
const note = (label: PortalCode, needed: boolean): Field => ({
  name: 'text',
  label,
  hint: 'note.hint',
  most: LONGEST_NOTE,
  needed,
  long: true,
});
const language = (label: PortalCode): Field => ({ name: 'language', label, languages: true });

const form = <Kind extends FamilyLetter['kind']>(
  kind: Kind,
  heading: PortalCode,
  intro: PortalCode[],
  fields: Field[],
): Form<FamilyLetter> => ({
  heading,
  intro,
  fields,
  letter: (values) => ({ kind, ...values }) as unknown as FamilyLetter,
});

/** Everything that a family can fill in, by its address. */
export const FORMS: Readonly<Record<string, Form<FamilyLetter>>> = {
  contact: form(
    'contact',
    'do.contact',
    ['contact.intro', 'contact.may-say'],
    [
      {
        name: 'contact',
        label: 'contact.kind',
        options: CONTACT_KINDS,
        said: (one) => `contact.kind.${one}` as PortalCode,
        preset: 'phone',
      },
      { name: 'value', label: 'contact.value', most: 200, needed: true },
      {
        name: 'old',
        label: 'contact.old',
        options: ['keep', 'stop'],
        said: (one) => `contact.old.${one}` as PortalCode,
        preset: 'keep',
      },
      time,
      days,
      language('call.language'),
    ],
  ),
  call: form('call', 'do.call', ['call.intro'], [time, days, language('call.language')]),
  note: form('note', 'do.note', ['note.intro'], [note('note.text', true)]),
  rights: form(
    'rights',
    'do.rights',
    ['rights.intro', 'rights.means'],
    [
      {
        name: 'right',
        label: 'rights.intro',
        options: ASKED_RIGHTS,
        said: (one) => `rights.${one}` as PortalCode,
        preset: 'copy',
      },
      note('rights.words', false),
    ],
  ),
  again: form('again', 'do.again', ['again.intro'], [note('note.text', true)]),
  'in-touch': form('in-touch', 'do.in-touch', ['in-touch.intro'], [note('note.text', false)]),
  resume: form('resume', 'do.resume', ['resume.intro'], [note('note.text', false)]),
};

/** For somebody without a card: whom to call, and nothing of whom they look for. */
export const FIRST_CONTACT: Form<FirstContactLetter> = {
  heading: 'look.heading',
  intro: ['look.intro'],
  fields: [
    { name: 'name', label: 'look.name', hint: 'look.name-hint', most: 80, needed: true },
    { name: 'phone', label: 'look.phone', most: 40, needed: true, tel: true },
    time,
    days,
    language('look.language'),
  ],
  letter: (values) => ({ kind: 'first-contact', ...values }) as unknown as FirstContactLetter,
};

/** What was sent, field by field, or which field has to be looked at again. */
export function readForm<Letter>(
  { fields, letter }: Form<Letter>,
  sent: Sent,
): { letter: Letter } | { missing: PortalCode } | { tooLong: true } {
  const values: Record<string, string> = {};
  for (const field of fields) {
    const given = sent[field.name];
    // What a printer cannot print, nobody typed on purpose.
    const text =
      typeof given === 'string'
        ? given.replace(/[\p{Cc}\p{Cf}]/gu, (sign) => (JOINERS.has(sign) ? sign : ' ')).trim()
        : '';
    if ('most' in field) {
      // A letter may be two UTF-16 units; browsers count units.
      if (text.length > field.most) return { tooLong: true };
      if (field.needed && text === '') return { missing: field.label };
    } else if ('options' in field) {
      if (!field.options.includes(text)) return { missing: field.label };
    } else if (!PORTAL_LANGUAGES.includes(text as PortalLanguage)) return { missing: field.label };
    values[field.name] = text;
  }
  return { letter: letter(values) };
}

/** Lines, and the joiners without which some scripts cannot be written. */
const JOINERS = new Set(['\n', '\u200c', '\u200d']);

/** The fields as the template wants them, with what was sent before. */
export function showFields(render: Renderer, spoken: PortalLanguage, fields: readonly Field[], sent: Sent = {}) {
  const say = (code: PortalCode): Shown => render.say(spoken, code, {});
  return fields.map((field) => {
    const given = sent[field.name];
    const value = typeof given === 'string' ? given : undefined;
    const { name } = field;
    const common = { name, label: say(field.label), ...(field.hint && { hint: say(field.hint) }) };
    if ('most' in field) return { ...field, ...common, value: (value ?? '').slice(0, field.most) };
    if ('options' in field)
      return {
        ...common,
        value: value ?? field.preset,
        options: field.options.map((one) => ({ value: one, said: say(field.said(one)) })),
      };
    const options = PORTAL_LANGUAGES.map((one) => ({ value: one, name: PORTAL_CATALOGUES[one].name }));
    return { ...common, select: true, value: value ?? spoken, options };
  });
}
