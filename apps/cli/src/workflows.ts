import { tracingRequestWorkflow } from '#libs/cases';
import { potentialMatchWorkflow } from '#libs/matching';

/** Every workflow table of the house, for the documents and for `relink workflow list`. */
export const WORKFLOWS = [tracingRequestWorkflow, potentialMatchWorkflow] as const;
