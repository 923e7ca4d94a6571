import { readHours, type Hours } from './contact/hours.js';
import type { Channel } from './contact/choose-contact.js';
import type { OutgoingChannel } from './channels/channel.js';
import { MailboxChannel } from './channels/mailbox-channel.js';
import { readSmsFields, SmsGateway } from './channels/sms-gateway.js';
import { SmtpChannel } from './channels/smtp.js';

/** How this deployment reaches people; the settings of the same names. */
export interface NotificationOptions {
  /** Where no gateway is set, messages go to the letter-box that `GET /mailbox` shows. */
  demo: boolean;
  smtpUrl: string;
  mailFrom: string;
  smsUrl: string;
  smsFormat: 'json' | 'form';
  smsAuthorization: string;
  smsFields: string;
  senderName: string;
  callBack: string;
  timeZone: string;
  quietHours: string;
}

/** The ways out, and what holds for all of them. */
export abstract class Outgoing {
  abstract readonly channels: Readonly<Partial<Record<Channel, OutgoingChannel>>>;
  /** The number people are asked to call. */
  abstract readonly callBack: string;
  abstract readonly zone: string;
  abstract readonly quiet: Hours;
}

/** @throws RangeError where a setting cannot be understood, so that the process does not start */
export function outgoing(options: NotificationOptions): Outgoing {
  const quiet = readHours(options.quietHours);
  if (!quiet || quiet === 'any') throw new RangeError('RELINK_QUIET_HOURS must look like 20:00-08:00');
  const { demo, senderName } = options;
  if ((options.smtpUrl || options.smsUrl) && !options.callBack)
    throw new RangeError('RELINK_CALL_BACK_PHONE is missing: notifications ask people to call it');
  const email = options.smtpUrl
    ? new SmtpChannel({ url: options.smtpUrl, from: options.mailFrom, senderName, requireTls: !demo })
    : demo && new MailboxChannel('email');
  const sms = options.smsUrl
    ? new SmsGateway({
        url: options.smsUrl,
        format: options.smsFormat,
        authorization: options.smsAuthorization,
        fields: readSmsFields(options.smsFields),
        senderName,
      })
    : demo && new MailboxChannel('sms');
  return {
    channels: { ...(email && { email }), ...(sms && { sms }) },
    callBack: options.callBack,
    zone: new Intl.DateTimeFormat('en', { timeZone: options.timeZone }).resolvedOptions().timeZone,
    quiet,
  };
}
