import { createTransport, type SentMessageInfo, type Transporter } from 'nodemailer';
import type { Transaction } from '#libs/database';
import type { Notification } from '../notification.entity.js';
import type { WrittenMessage } from '../wording.js';
import { PATIENCE_MS, type Handed, type OutgoingChannel } from './channel.js';

export interface SmtpOptions {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  url: string;
  /** Address the messages come from. */
  from: string;
  /** Name they come from; says nothing of the organisation. */
  senderName: string;
  /** Refuse a server that does not encrypt. */
  requireTls: boolean;
}

/** E-mail (RFC 5321). The Message-ID is the notification's id, so that a server that sees it twice can tell. */
export class SmtpChannel implements OutgoingChannel {
  private readonly transport: Transporter<SentMessageInfo>;

  constructor(private readonly options: SmtpOptions) {
    const { hostname, port, username, password, protocol } = new URL(options.url);
    const secure = protocol === 'smtps:';
    this.transport = createTransport({
      host: hostname,
      port: Number(port || (secure ? 465 : 587)),
      secure,
      requireTLS: options.requireTls && !secure,
      ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      connectionTimeout: PATIENCE_MS / 2,
      greetingTimeout: PATIENCE_MS / 2,
      socketTimeout: PATIENCE_MS,
      dnsTimeout: PATIENCE_MS / 2,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(_: Transaction, { id }: Notification, address: string, message: WrittenMessage): Promise<Handed> {
    const { from, senderName } = this.options;
    try {
      const info = await this.transport.sendMail({
        from: { name: senderName, address: from },
        to: { name: '', address },
        subject: message.subject,
        text: message.text,
        messageId: `<${id}@${from.split('@').at(-1)}>`,
        // RFC 3834: nobody's holiday answer comes back.
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': message.language },
      });
      return { taken: info.response ?? '' };
    } catch (error) {
      return outcomeOf(error as { responseCode?: number; command?: string });
    }
  }
}

/** A 5yz answer about the recipient is for good (RFC 5321, 4.2.1); everything else, our own sign-in included, may pass. */
function outcomeOf({ responseCode = 0, command = '' }: { responseCode?: number; command?: string }): Handed {
  const aboutRecipient = command.startsWith('RCPT') || command === 'DATA';
  if (responseCode >= 500 && aboutRecipient) return { refused: `smtp-${responseCode}` };
  return { later: responseCode > 0 ? `smtp-${responseCode}` : 'smtp-unreachable' };
}
