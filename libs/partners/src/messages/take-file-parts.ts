import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { bytesOfPart, ExchangeRefused, type MessageOf } from '../protocol/index.js';
import { HoldFiles } from '../sharing/hold-files.js';
import { PartnerFile } from '../sharing/shared-file.entities.js';
import { isReadable, PartnerRecord, type MessageId } from '../sharing/sharing.entities.js';
import { Takes, type MessageTaker, type TakenMessage } from '../traffic/takes.js';
import { wasRecalled } from '../traffic/was-recalled.js';

/** A piece of a file that a record of this partner announced: nothing else is kept, and nothing once the record was called back. */
@Injectable()
@Takes({ names: ['file-part'] })
export class TakeFileParts implements MessageTaker {
  constructor(private readonly files: HoldFiles) {}

  /** @throws ExchangeRefused */
  async take(tx: Transaction, { partner, handle, message }: TakenMessage): Promise<void> {
    const { about, file: toldId, part, bytes } = (message as MessageOf<'file-part'>).body;
    const messageId = about as MessageId;
    const found = await tx.of(PartnerRecord).find({ partnerId: partner.id, messageId, caseHandle: handle });
    // It was called back before it came, and was never held.
    if (!found && (await wasRecalled(tx, { partnerId: partner.id, messageId }))) return;
    if (!found) throw new ExchangeRefused('files');
    const record = await tx.of(PartnerRecord).lockOrFail({ id: found.id });
    if (!isReadable(record, tx.now)) return;
    const file = await tx.of(PartnerFile).find({ recordId: record.id, toldId });
    const length = Buffer.from(bytes, 'base64url').length;
    if (!file || length === 0 || length !== bytesOfPart(file.bytes, part)) throw new ExchangeRefused('files');
    await this.files.take(tx, file, part, bytes);
  }
}
