import { searchActionWorkflow, tracingRequestWorkflow } from '#libs/cases';
import { storedFileWorkflow } from '#libs/files';
import { potentialMatchWorkflow } from '#libs/matching';
import { notificationWorkflow } from '#libs/notifications';
import { registrationWorkflow } from '#libs/registrations';
import { breachWorkflow, retentionWorkflow, rightsRequestWorkflow } from '#libs/stewardship';

/** Every workflow table of the house, for the documents and for `relink workflow list`. */
export const WORKFLOWS = [
  tracingRequestWorkflow,
  searchActionWorkflow,
  registrationWorkflow,
  potentialMatchWorkflow,
  notificationWorkflow,
  storedFileWorkflow,
  potentialMatchWorkflow,
  retentionWorkflow,
  rightsRequestWorkflow,
  breachWorkflow,
] as const;
