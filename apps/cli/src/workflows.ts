import { searchActionWorkflow, tracingRequestWorkflow } from '#libs/cases';
import { exportWorkflow } from '#libs/exports';
import { storedFileWorkflow } from '#libs/files';
import { listFindingWorkflow, potentialMatchWorkflow } from '#libs/matching';
import { messageWorkflow } from '#libs/messages';
import { notificationWorkflow } from '#libs/notifications';
import { listWorkflow, registrationWorkflow } from '#libs/registrations';
import {
  disclosureWorkflow,
  enquiryFindingWorkflow,
  enquiryWorkflow,
  partnerEnquiryWorkflow,
  partnerRecordWorkflow,
  partnerWorkflow,
  recallWorkflow,
} from '#libs/partners';
import { referralWorkflow } from '#libs/referrals';
import { resultWorkflow } from '#libs/results';
import { reunificationWorkflow } from '#libs/reunification';
import { breachWorkflow, retentionWorkflow, rightsRequestWorkflow } from '#libs/stewardship';

/** Every workflow table of the house, for the documents and for `relink workflow list`. */
export const WORKFLOWS = [
  tracingRequestWorkflow,
  searchActionWorkflow,
  registrationWorkflow,
  listWorkflow,
  listFindingWorkflow,
  potentialMatchWorkflow,
  notificationWorkflow,
  storedFileWorkflow,
  retentionWorkflow,
  rightsRequestWorkflow,
  breachWorkflow,
  resultWorkflow,
  reunificationWorkflow,
  messageWorkflow,
  referralWorkflow,
  partnerWorkflow,
  enquiryWorkflow,
  partnerEnquiryWorkflow,
  enquiryFindingWorkflow,
  disclosureWorkflow,
  recallWorkflow,
  partnerRecordWorkflow,
  exportWorkflow,
] as const;
