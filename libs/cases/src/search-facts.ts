import { Injectable } from '@nestjs/common';
import { Consent, type UseOptions } from '#libs/consent';
import type { Transaction } from '#libs/database';
import type { AccountId, PersonId, StaffActor } from '#libs/kernel';
import { mayBeChild, People } from '#libs/people';
import type { Facts } from '#libs/workflow';
import type { SearchActionGuard } from './search-action.workflow.js';
import { SEARCH_RULES, type SearchKind } from './search-kinds.js';
import { SoughtPerson } from './sought-person.entity.js';
import type { TracingRequest } from './tracing-request.entity.js';

/** A search action as far as its conditions ask about it; one that is not planned yet has no planner. */
interface Asked {
  kind: SearchKind;
  soughtId: PersonId;
  recipient?: string | null;
  recipientCountry?: string | null;
  restrictionsRead?: boolean;
  plannedBy?: AccountId;
  firstApproverId?: AccountId | null;
  secondApproverId?: AccountId | null;
}

/** What the records say of the conditions of a search action, computed in the transaction that acts on it. */
@Injectable()
export class SearchFacts {
  constructor(
    private readonly consent: Consent,
    private readonly people: People,
  ) {}

  async of(tx: Transaction, request: TracingRequest, asked: Asked, by: StaffActor): Promise<Facts<SearchActionGuard>> {
    const rule = SEARCH_RULES[asked.kind];
    const person = rule.permitOf === 'enquirer' ? request.enquirerId : asked.soughtId;
    const refusal = await this.consent.refusal(tx, person, rule.purpose, useOf(asked));
    return {
      'request-open': request.state === 'open',
      'permit-for-purpose': refusal === undefined,
      'nobody-needs-protection': !rule.published || !(await this.anybodyAtRisk(tx, request)),
      'consent-or-vital-interest': refusal !== 'needs-own-consent',
      'receiver-named': rule.receiver === undefined || Boolean(asked.recipient),
      'approval-needed': rule.authority,
      'not-the-planner': asked.plannedBy !== by.accountId,
      'not-approved-by-you': asked.firstApproverId !== by.accountId && asked.secondApproverId !== by.accountId,
      'two-approvals': !rule.authority || Boolean(asked.firstApproverId && asked.secondApproverId),
    };
  }

  /** A flag on anybody, or a child who asks: flag or no flag, a child's photo is not published. */
  private async anybodyAtRisk(tx: Transaction, { id, enquirerId }: TracingRequest): Promise<boolean> {
    const sought = await tx.of(SoughtPerson).all({ dossierId: id });
    const details = await this.people.details(tx, [enquirerId, ...sought.map((person) => person.id)]);
    const enquirer = details.get(enquirerId);
    if (enquirer && mayBeChild(enquirer, tx.now)) return true;
    return [...details.values()].some(({ protection = [] }) => protection.length > 0);
  }
}

/** The one concrete use of a person's data that a search action makes. */
export function useOf({ kind, recipient, recipientCountry, restrictionsRead }: Asked): UseOptions {
  const { receiver } = SEARCH_RULES[kind];
  return {
    ...(receiver && {
      recipient: {
        class: receiver,
        ...(recipient && { id: recipient }),
        ...(recipientCountry && { country: recipientCountry }),
      },
    }),
    restrictionsRead: restrictionsRead === true,
  };
}
