import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { Account, Dossier } from '#libs/access';
import { stillThere, UnitOfWork, type Transaction } from '#libs/database';
import { dayOf, type AccountId, type DossierId, type PersonId, type Sensitivity, type StaffActor } from '#libs/kernel';
import { displayName, People, type RelationKind } from '#libs/people';
import { SoughtPerson } from './sought-person.entity.js';
import { TracingRequest } from './tracing-request.entity.js';
import type { TracingRequestState } from './tracing-request.workflow.js';

/** One line of a list of requests. */
export interface RequestLine {
  id: DossierId;
  reference: string;
  state: TracingRequestState;
  sensitivity: Sensitivity;
  enquirer: string;
  relation?: RelationKind;
  sought: string[];
  owner: { id: AccountId; name: string };
  nextAction: { code: string; due: string };
  reviewOn: string;
  openedOn: string;
  version: number;
}

export interface Page {
  limit: number;
  /** The last id of the page before. */
  after?: DossierId;
}

/** Lists of requests, as far as the reader may see them. */
@Injectable()
export class RequestList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
  ) {}

  /** Newest first. */
  list(filter: { state?: TracingRequestState }, page: Page, by: StaffActor): Promise<RequestLine[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('list-cases', { type: 'deployment' });
      const where = { ...(filter.state && { state: filter.state }), ...(page.after && { id: LessThan(page.after) }) };
      const requests = await tx.of(TracingRequest).first(where, { id: 'DESC' }, page.limit);
      const ids = requests.map(({ id }) => id);
      const lines = await this.describe(tx, requests, await this.aroundThem(tx, ids));
      tx.audit.record('cases.listed', { type: 'account', id: by.accountId }, { dossiers: ids });
      return lines;
    });
  }

  /** The lines of these requests, those the reader may see. */
  async lines(tx: Transaction, ids: readonly DossierId[]): Promise<Map<DossierId, RequestLine>> {
    if (ids.length === 0) return new Map();
    const [requests, around] = await Promise.all([
      tx.of(TracingRequest).all({ id: In([...ids]) }),
      this.aroundThem(tx, ids),
    ]);
    return new Map((await this.describe(tx, requests, around)).map((line) => [line.id, line]));
  }

  /** What stands beside these requests: whom they seek, and who may see them. */
  private async aroundThem(tx: Transaction, ids: readonly DossierId[]): Promise<[SoughtPerson[], Dossier[]]> {
    if (ids.length === 0) return [[], []];
    return Promise.all([
      tx.of(SoughtPerson).all({ dossierId: In([...ids]) }),
      tx.of(Dossier).all({ id: In([...ids]) }),
    ]);
  }

  private async describe(
    tx: Transaction,
    requests: readonly TracingRequest[],
    [sought, dossiers]: [SoughtPerson[], Dossier[]],
  ): Promise<RequestLine[]> {
    if (requests.length === 0) return [];
    const personIds = [...requests.map(({ enquirerId }) => enquirerId), ...sought.map(({ id }) => id)];
    const [details, owners] = await Promise.all([
      this.people.details(tx, personIds),
      tx.of(Account).all({ id: In([...new Set(requests.map(({ ownerId }) => ownerId))]) }),
    ]);
    const nameOf = (id: PersonId) => {
      const known = details.get(id);
      return known ? displayName(known) : '';
    };
    return requests.map((request) => {
      const theirs = sought.filter(({ dossierId }) => dossierId === request.id).sort((a, b) => a.position - b.position);
      return {
        id: request.id,
        reference: request.reference,
        state: request.state,
        sensitivity: stillThere(dossiers.find(({ id }) => id === request.id)).sensitivity,
        enquirer: nameOf(request.enquirerId),
        ...(theirs[0] && { relation: theirs[0].relation }),
        sought: theirs.map(({ id }) => nameOf(id)),
        owner: { id: request.ownerId, name: owners.find(({ id }) => id === request.ownerId)?.name ?? '' },
        nextAction: { code: request.nextAction, due: request.nextActionDue },
        reviewOn: request.reviewOn,
        openedOn: dayOf(request.openedAt),
        version: request.version,
      };
    });
  }
}
