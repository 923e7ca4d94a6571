import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { PartnerRecord, type PartnerRecordId } from '../sharing/sharing.entities.js';
import { Composes, type Draft, type MessageComposer, type WaitingMessage } from '../traffic/composes.js';
import { Receipts } from '../traffic/receipts.js';
import { bareEnvelope } from './answers.js';

/** That a person of ours accepted or declined what a partner disclosed: a receipt of the second stage, signed. */
@Injectable()
@Composes({ names: ['decision'] })
export class WriteDecisions implements MessageComposer {
  constructor(private readonly receipts: Receipts) {}

  async compose(tx: Transaction, { about }: WaitingMessage): Promise<Draft | undefined> {
    const record = await tx.of(PartnerRecord).find({ id: about as PartnerRecordId });
    if (!record?.decision) return undefined;
    const { partnerId, messageId, decision } = record;
    const receipt = await this.receipts.signed(tx, { partnerId, messageId, decision });
    return { envelope: bareEnvelope(tx.now), body: { receipt } };
  }
}
