import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Receipt } from '#libs/database';
import { newId, type DossierId, type StaffActor } from '#libs/kernel';
import { NotInPreCase, SoughtPersonStays } from './cases.errors.js';
import { Charge } from './charge.js';
import { Correction, correctionPlace, type CorrectionDetails } from './correction.entity.js';
import type { InterviewInput } from './interview.js';
import { Interviews } from './interviews.js';
import { receiptOf } from './receipt.js';
import { SoughtPerson } from './sought-person.entity.js';
import { TracingRequest } from './tracing-request.entity.js';
import { authorizedWork, CASEWORKERS } from './working.js';

/** After an interview was handed in it is not rewritten but corrected: with the source of what is known better now. */
@Injectable()
export class Corrections {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly interviews: Interviews,
    private readonly charge: Charge,
  ) {}

  /** @throws NotInPreCase, SoughtPersonStays, InvalidInput, StaleVersion */
  correct(
    id: DossierId,
    { interview, ...details }: CorrectionDetails & { interview: InterviewInput },
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      await authorizedWork(tx, request, CASEWORKERS, 'correct-interview');
      if (request.state === 'pre-case') throw new NotInPreCase();
      const told = new Set(interview.soughtPersons?.map((sought) => sought.id));
      const known = await tx.of(SoughtPerson).all({ dossierId: id });
      if (known.some((sought) => !told.has(sought.id))) throw new SoughtPersonStays();
      await this.interviews.replaceEnquirer(tx, request, interview);
      await this.interviews.saveSought(tx, id, interview.soughtPersons);
      await this.interviews.amendStory(tx, request, { story: interview.story });
      // What was once checked and explained stays so, whoever types it again.
      request.identityChecked ||= interview.enquirer.identityChecked ?? false;
      request.noticeGiven ||= interview.informationNoticeGiven ?? false;
      await this.charge.raiseWithFlags(tx, request);
      const correctionId = newId<'correction'>();
      await tx.of(Correction).insert(
        tx.of(Correction).create({
          id: correctionId,
          dossierId: id,
          correctedBy: by.accountId,
          correctedAt: tx.now,
          details: await tx.vault.seal(id, correctionPlace(correctionId), details),
        }),
      );
      tx.audit.record('cases.interview-corrected', { type: 'dossier', id }, { correction: correctionId });
      tx.outbox.emit('cases.interview-corrected', { requestId: id });
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }
}
