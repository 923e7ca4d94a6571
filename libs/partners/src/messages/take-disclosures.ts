import { Injectable } from '@nestjs/common';
import { TracingRequest } from '#libs/cases';
import type { Transaction } from '#libs/database';
import { daysAfter } from '#libs/kernel';
import { Tasks } from '#libs/tasks';
import type { MessageOf } from '../protocol/index.js';
import { HoldFiles } from '../sharing/hold-files.js';
import { holdRecord } from '../sharing/hold-record.js';
import { openPartnerDossier } from '../sharing/partner-dossier.js';
import { Takes, type MessageTaker, type TakenMessage } from '../traffic/takes.js';

const DAYS_TO_DECIDE = 7;

/** What a partner tells of somebody: kept in the case it belongs to, for a person to accept or decline. */
@Injectable()
@Takes({ names: ['disclosure'] })
export class TakeDisclosures implements MessageTaker {
  constructor(
    private readonly tasks: Tasks,
    private readonly files: HoldFiles,
  ) {}

  async take(tx: Transaction, taken: TakenMessage): Promise<void> {
    const message = taken.message as MessageOf<'disclosure'>;
    const dossierId = taken.dossierId ?? (await openPartnerDossier(tx, taken.partner.id, taken.handle));
    const record = await holdRecord(tx, dossierId, 'disclosure', taken, message);
    await this.files.announce(tx, record, taken.partner.society, message.body.person.files);
    const request = await tx.of(TracingRequest).find({ id: dossierId });
    const due = daysAfter(tx.now, DAYS_TO_DECIDE);
    const whose = request ? { owner: request.ownerId } : ({ role: 'liaison' } as const);
    await this.tasks.open(tx, { kind: 'decide-on-partner-record', dossierId, about: record.id, ...whose, due });
  }
}
