/** Who may receive something of a person. */
export const RECIPIENT_CLASSES = [
  'own-society',
  'enquirer',
  'family',
  'partner',
  'icrc',
  'authority',
  'service',
  'public',
] as const;
export type RecipientClass = (typeof RECIPIENT_CLASSES)[number];

/** One receiver: its class, and where it is one of many, its id or code in the register of its class. */
export interface Recipient {
  class: RecipientClass;
  id?: string;
  /** Two capital letters (ISO 3166), where the receiver sits in a country. */
  country?: string;
}

const CLASSES = RECIPIENT_CLASSES.filter((one) => one !== 'own-society').join('|');

/** As a basis keeps it, in plain: `partner` for any of the class, `partner:KEN` for one. Codes and ids, nothing else. */
export const RECIPIENT_CODE = new RegExp(`^(${CLASSES})(:[A-Za-z0-9][A-Za-z0-9.-]{0,59})?$`);

/** Those outside the Society and the family: what reaches them cannot be taken back. */
export function outside({ class: one }: Recipient): boolean {
  return !['own-society', 'enquirer', 'family'].includes(one);
}

export function recipientCode({ class: one, id }: Recipient): string {
  return id ? `${one}:${id}` : one;
}

/**
 * Does what a basis names cover this receiver? A class it does not mention is covered only where the purpose does not ask
 * for names.
 */
export function coversRecipient(agreed: readonly string[] | null, to: Recipient, named: boolean): boolean {
  if (to.class === 'own-society') return true;
  const ofClass = (agreed ?? []).filter((code) => code.split(':')[0] === to.class);
  if (ofClass.length === 0) return !named;
  return ofClass.includes(to.class) || (to.id !== undefined && ofClass.includes(recipientCode(to)));
}
