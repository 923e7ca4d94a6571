import { Module } from '@nestjs/common';
import { TasksModule } from '#libs/tasks';
import { Partner, PartnerKey } from './registry/partner.entity.js';
import { TrustRegistry } from './registry/trust-registry.js';
import { Disclosure, PartnerRecord, Recall } from './sharing/sharing.entities.js';
import { ExchangeDesk } from './traffic/exchange-desk.js';
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
  imports: [TasksModule],
  providers: [TrustRegistry, ExchangeDesk],
  exports: [TrustRegistry, ExchangeDesk],
})
export class PartnersModule {}
