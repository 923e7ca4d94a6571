import { Module } from '@nestjs/common';
import { Partner, PartnerKey } from './registry/partner.entity.js';
import { TrustRegistry } from './registry/trust-registry.js';
import { Disclosure, PartnerRecord, Recall } from './sharing/sharing.entities.js';
import { ExchangeCase, IncomingMessage, OutgoingMessage } from './traffic/traffic.entities.js';

export const PARTNERS_ENTITIES = [
  Partner,
  PartnerKey,
  Disclosure,
  Recall,
  PartnerRecord,
  ExchangeCase,
  OutgoingMessage,
  IncomingMessage,
];

@Module({
  providers: [TrustRegistry],
  exports: [TrustRegistry],
})
export class PartnersModule {}
