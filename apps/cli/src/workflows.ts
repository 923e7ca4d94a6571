import { searchActionWorkflow, tracingRequestWorkflow } from '#libs/cases';
import { potentialMatchWorkflow } from '#libs/matching';
import { notificationWorkflow } from '#libs/notifications';

/** Every workflow table of the house, for the documents and for `relink workflow list`. */
export const WORKFLOWS = [
  tracingRequestWorkflow,
  searchActionWorkflow,
  potentialMatchWorkflow,
  notificationWorkflow,
] as const;
export const WORKFLOWS = [tracingRequestWorkflow, potentialMatchWorkflow, notificationWorkflow] as const;
import { registrationWorkflow } from '#libs/registrations';

/** Every workflow table of the house, for the documents and for `relink workflow list`. */
export const WORKFLOWS = [
  tracingRequestWorkflow,
  registrationWorkflow,
  potentialMatchWorkflow,
  notificationWorkflow,
] as const;
