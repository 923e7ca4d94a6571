import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Receipt } from '#libs/database';
import { newId, type StaffActor } from '#libs/kernel';
import type { Need } from './needs.js';
import { ServiceProvider, type ProviderId } from './referral.entity.js';

export type ProviderInput = Pick<
  ServiceProvider,
  'name' | 'place' | 'needs' | 'contact' | 'languages' | 'opening' | 'open'
>;

const DEPLOYMENT = { type: 'deployment' } as const;

/** The directory of services, which administrators and supervisors keep. */
@Injectable()
export class Providers {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** By name; those that are open, where a need is given. */
  list(need: Need | undefined, by: StaffActor): Promise<ServiceProvider[]> {
    return this.unitOfWork.run(by, async (tx) => {
      const query = tx.of(ServiceProvider).query('provider').orderBy('provider.name').addOrderBy('provider.id');
      if (need) query.where(':need = ANY (provider.needs) AND provider.open', { need });
      return query.getMany();
    });
  }

  /** @throws Forbidden */
  add(input: ProviderInput, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      tx.authorize('manage-services', DEPLOYMENT);
      const provider = tx.of(ServiceProvider).create({ id: newId(), ...input });
      await tx.of(ServiceProvider).insert(provider);
      tx.audit.record('referrals.service-added', { type: 'service-provider', id: provider.id });
      return { id: provider.id, version: 1 };
    });
  }

  /** @throws Forbidden, NotFound, StaleVersion */
  change(id: ProviderId, input: ProviderInput, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      tx.authorize('manage-services', DEPLOYMENT);
      const provider = await tx.of(ServiceProvider).lockOrFail({ id }, version);
      const saved = await tx.of(ServiceProvider).save(Object.assign(provider, input));
      tx.audit.record('referrals.service-changed', { type: 'service-provider', id });
      return { id, version: saved.version };
    });
  }
}
