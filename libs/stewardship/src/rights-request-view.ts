import type { Transaction } from '#libs/database';
import type { StaffActor } from '#libs/kernel';
import { available, type Step } from '#libs/workflow';
import { wordsPlace, type RightsRequest, type RightsRequestWords } from './rights-request.entity.js';
import { rightsRequestWorkflow, type RightsRequestAction } from './rights-request.workflow.js';

/** A request by right as its reader sees it, with the steps that are theirs. */
export interface RightsRequestView extends Omit<RightsRequest, 'details' | 'identityCheckedBy'> {
  words: RightsRequestWords;
  actions: Step<RightsRequestAction>[];
}

export async function view(tx: Transaction, request: RightsRequest, by: StaffActor): Promise<RightsRequestView> {
  const { details: _, identityCheckedBy: __, ...rest } = request;
  const facts = { 'not-extended-yet': !request.extended };
  return {
    ...rest,
    words: await wordsOf(tx, request),
    actions: available(rightsRequestWorkflow, request.state, by.role, facts),
  };
}

export function wordsOf(tx: Transaction, { id, personId, details }: RightsRequest): Promise<RightsRequestWords> {
  return tx.vault.open<RightsRequestWords>(personId, wordsPlace(id), details);
}
