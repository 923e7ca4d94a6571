import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import { SoughtPerson } from './sought-person.entity.js';
import { takeStep } from './take-step.js';
import { TracingRequest } from './tracing-request.entity.js';

/** What happens to a request when a sought person is found. Nothing is told to anyone: first, the person is asked. */
@Injectable()
export class Locating {
  /**
   * A match was confirmed by two people: the sought person is located and is to be asked for their wishes. Where the
   * request has moved on in the meantime, only the person is marked.
   * @param urgent the person is a child or detained
   */
  async byConfirmedMatch(tx: Transaction, requestId: DossierId, soughtId: PersonId, urgent: boolean): Promise<void> {
    const request = await tx.of(TracingRequest).lockOrFail({ id: requestId });
    const sought = await tx.of(SoughtPerson).lockOrFail({ id: soughtId });
    sought.located = true;
    await tx.of(SoughtPerson).save(sought);
    if (request.state !== 'open') return;
    await takeStep(
      tx,
      request,
      'record-as-located',
      { 'match-confirmed-or-field-result-documented': true },
      { urgent },
    );
    await tx.of(TracingRequest).save(request);
  }
}
