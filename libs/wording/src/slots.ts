/** What a slot holds: any text, a whole number, or a month of a year (a day in it, ISO 8601). */
export interface SlotKinds {
  text: string;
  number: number;
  month: string;
}

/** Every text and the slots it has. A text cannot be said without them, nor with others. */
export const SLOTS = {
  'result.no-news': { sought: 'text' },
  'result.fate': { sought: 'text' },
  'result.fate-messages': { sought: 'text' },
  'result.fate-contact': { sought: 'text', contacts: 'text' },
  'result.fate-place': { sought: 'text', place: 'text' },
  'result.fate-place-messages': { sought: 'text', place: 'text' },
  'result.fate-place-contact': { sought: 'text', place: 'text', contacts: 'text' },
  'result.death': { sought: 'text' },
  'letter.invitation': {},
  'letter.closing': {},
  'notice.message': {},
  'message.refused': { addressee: 'text', why: 'text' },
  'message.why.not-family-news': {},
  'message.why.money-or-goods': {},
  'message.why.politics-or-military': {},
  'message.why.could-do-harm': {},
  'message.why.not-readable': {},
  'message.why.too-long': {},
  'message.returned': { addressee: 'text' },
  'message.no-address': { addressee: 'text' },
} as const satisfies Record<string, Record<string, keyof SlotKinds>>;

export type TextCode = keyof typeof SLOTS;

export type SlotsOf<Code extends TextCode> = {
  -readonly [Slot in keyof (typeof SLOTS)[Code]]: (typeof SLOTS)[Code][Slot] extends keyof SlotKinds
    ? SlotKinds[(typeof SLOTS)[Code][Slot]]
    : never;
};

/** One text with what goes into it, before it is said in any language. */
export type Wording = { [Code in TextCode]: { code: Code; slots: SlotsOf<Code> } }[TextCode];
