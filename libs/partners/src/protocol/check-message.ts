import { SENSITIVITIES, type Sensitivity } from '#libs/kernel';
import type { ExchangePurpose } from './envelope.js';
import { CLOCK_SKEW } from './http-signature.js';
import { fieldsOf, type Message } from './messages.js';
import { ExchangeRefused } from './refusal.js';

/** Seven days of repeated delivery, and one to act in. Seconds. */
export const MESSAGE_LIFE = 8 * 86_400;

/** What was agreed with a partner when it was paired. */
export interface Agreement {
  society: string;
  purposes: readonly ExchangePurpose[];
  highest: Sensitivity;
}

/**
 * Is the message for us, from them, now, about what was agreed, and does it carry only what its envelope names? Both sides
 * ask this: the sender before it seals, the receiver after it opened.
 * @param now seconds since 1970 @throws ExchangeRefused
 */
export function checkMessage(
  message: Message,
  between: { from: string; to: string },
  agreed: Agreement,
  now: number,
): void {
  const { iss, aud, iat, exp, envelope } = message;
  const carried = fieldsOf(message);
  const rank = (sensitivity: Sensitivity) => SENSITIVITIES.indexOf(sensitivity);
  refuse('audience', iss !== between.from || aud !== between.to);
  refuse('payload-time', iat > now + CLOCK_SKEW || exp <= iat || exp - iat > MESSAGE_LIFE || exp <= now - CLOCK_SKEW);
  refuse('expired', envelope.expires <= now);
  refuse(
    'fields',
    carried.some((field) => !(envelope.fields as readonly string[]).includes(field)),
  );
  refuse('fields', carried.length > 0 && envelope.permit === undefined);
  // Files are told with a disclosure, and a correction says which of them stay.
  refuse('fields', message.type === 'enquiry' && carried.includes('files'));
  refuse('payload-form', wantsOddly(message) || namesAFileTwice(message));
  refuse('purpose', !agreed.purposes.includes(envelope.purpose));
  refuse('sensitivity', rank(envelope.sensitivity) > rank(agreed.highest));
}

/** Only who needs more says what. */
function wantsOddly(message: Message): boolean {
  return message.type === 'answer' && (message.body.answer === 'need-more') !== (message.body.wanted !== undefined);
}

function namesAFileTwice(message: Message): boolean {
  const files = message.type === 'disclosure' ? (message.body.person.files ?? []) : [];
  return new Set(files.map(({ id }) => id)).size !== files.length;
}

function refuse(reason: ConstructorParameters<typeof ExchangeRefused>[0], wrong: boolean): void {
  if (wrong) throw new ExchangeRefused(reason);
}
