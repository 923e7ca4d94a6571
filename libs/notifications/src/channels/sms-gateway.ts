import type { Transaction } from '#libs/database';
import type { Notification } from '../notification.entity.js';
import type { WrittenMessage } from '../wording.js';
import { PATIENCE_MS, type Handed, type OutgoingChannel } from './channel.js';

export interface SmsGatewayOptions {
  url: string;
  format: 'json' | 'form';
  /** Whole value of the Authorization header. */
  authorization: string;
  /** The gateway's names for what we send. */
  fields: SmsFields;
  senderName: string;
}

const PARTS = ['to', 'text', 'sender', 'reference'] as const;
export type SmsFields = Readonly<Partial<Record<(typeof PARTS)[number], string>>> & { to: string; text: string };

/** `to=recipient,text=body`: which field of the gateway takes what. @throws RangeError where it is not clear */
export function readSmsFields(text: string): SmsFields {
  const pairs = text.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  const fields: Record<string, string> = {};
  for (const [part, name] of pairs) {
    if (!PARTS.some((known) => known === part) || !name)
      throw new RangeError('RELINK_SMS_FIELDS names a part nobody knows');
    fields[part!] = name;
  }
  const { to, text: body } = fields;
  if (!to || !body) throw new RangeError('RELINK_SMS_FIELDS must name a field for "to" and one for "text"');
  return { ...fields, to, text: body };
}

/** Answers that say that this number or text is wrong. Any other one is about the gateway or about us, and may pass. */
const FOR_GOOD = [400, 404, 410, 422];

/** Text messages through any gateway that takes one HTTP POST for each. */
export class SmsGateway implements OutgoingChannel {
  constructor(private readonly options: SmsGatewayOptions) {}

  async send(_: Transaction, { id }: Notification, address: string, message: WrittenMessage): Promise<Handed> {
    const { url, format, authorization, fields, senderName } = this.options;
    const told = { to: address, text: message.text, sender: senderName, reference: id };
    const body = Object.fromEntries(PARTS.flatMap((part) => (fields[part] ? [[fields[part], told[part]]] : [])));
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: {
          'Content-Type': format === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
          ...(authorization && { Authorization: authorization }),
          // Gateways that know it send once, however often we ask.
          'Idempotency-Key': id,
        },
        body: format === 'json' ? JSON.stringify(body) : new URLSearchParams(body).toString(),
      });
      const answer = (await response.text()).slice(0, 500);
      if (response.ok) return { taken: `${response.status} ${answer}` };
      return FOR_GOOD.includes(response.status)
        ? { refused: `sms-${response.status}` }
        : { later: `sms-${response.status}` };
    } catch {
      return { later: 'sms-unreachable' };
    }
  }
}
