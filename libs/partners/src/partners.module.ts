import { type DynamicModule, Module } from '@nestjs/common';
import { CasesModule } from '#libs/cases';
import { ConsentModule } from '#libs/consent';
import { PeopleModule } from '#libs/people';
import { RegistrationsModule } from '#libs/registrations';
import { TasksModule } from '#libs/tasks';
import { TakeAnswers, WriteAnswers } from './messages/answers.js';
import { TakeCertificates, TakeRecalls, WriteCertificates, WriteRecalls } from './messages/recalls.js';
import { TakeCorrections } from './messages/take-corrections.js';
import { TakeFileParts } from './messages/take-file-parts.js';
import { WriteFileParts } from './messages/write-file-parts.js';
import { HoldFiles, PutFilesTogether, TellRefusedFiles } from './sharing/hold-files.js';
import { SendFiles } from './sharing/send-files.js';
import { DisclosureFile, DisclosureFilePart, PartnerFile } from './sharing/shared-file.entities.js';
import { TakeDisclosures } from './messages/take-disclosures.js';
import { TakeEnquiries } from './messages/take-enquiries.js';
import { WriteDisclosures } from './messages/write-disclosures.js';
import { PartnersHealth } from './desk/partners-health.js';
import { PostBook } from './desk/post-book.js';
import { ToldKeys } from './desk/told-keys.js';
import { Partner, PartnerKey } from './registry/partner.entity.js';
import { TrustRegistry } from './registry/trust-registry.js';
import { Disclosures } from './sharing/disclosures.js';
import { Enquiries } from './sharing/enquiries.js';
import { Enquiry, EnquiryFinding, PartnerEnquiry } from './sharing/enquiry.entities.js';
import { EnquiryFindings } from './sharing/enquiry-findings.js';
import { DisclosureTasks, EndExchangeTasks } from './sharing/exchange-tasks.js';
import { FindAsked } from './sharing/find-asked.js';
import {
  EraseAtPartners,
  ExpireDisclosures,
  FollowMistakes,
  FollowRefusals,
  FollowRemovedFiles,
} from './sharing/follow-refusals.js';
import { FollowTraffic } from './sharing/follow-traffic.js';
import { CertifyDeletions, FreezeRecords } from './sharing/freeze-records.js';
import { PartnerEnquiries } from './sharing/partner-enquiries.js';
import { PartnerRecords } from './sharing/partner-records.js';
import { ReadTellable } from './sharing/read-tellable.js';
import { Recalls } from './sharing/recalls.js';
import { ReuniteWithPartner } from './sharing/reunite-with-partner.js';
import { DeletePartnerRecords, OverdueRecalls } from './sharing/schedules.js';
import { SharingPermits } from './sharing/sharing-permits.js';
import { SuggestCorrections } from './sharing/suggest-corrections.js';
import { Disclosure, DisclosurePerson, PartnerRecord, Recall, ReceivedRecall } from './sharing/sharing.entities.js';
import { ExchangeDesk } from './traffic/exchange-desk.js';
import { ExchangeCase, IncomingMessage, OutgoingMessage } from './traffic/traffic.entities.js';

export const PARTNERS_ENTITIES = [
  Partner,
  PartnerKey,
  Disclosure,
  DisclosurePerson,
  DisclosureFile,
  DisclosureFilePart,
  PartnerFile,
  Recall,
  ReceivedRecall,
  PartnerRecord,
  Enquiry,
  PartnerEnquiry,
  EnquiryFinding,
  ExchangeCase,
  OutgoingMessage,
  IncomingMessage,
];

const FOR_STAFF = [
  Enquiries,
  Disclosures,
  PartnerEnquiries,
  EnquiryFindings,
  PartnerRecords,
  Recalls,
  PostBook,
  ToldKeys,
  PartnersHealth,
];

@Module({
  imports: [TasksModule],
  providers: [TrustRegistry, ExchangeDesk],
  exports: [TrustRegistry, ExchangeDesk],
})
export class PartnersModule {
  /**
   * For people: whom we trust, what is asked, told, held and called back.
   * @param files the module that opens files
   */
  static forStaff(files: DynamicModule): DynamicModule {
    return {
      module: PartnersModule,
      imports: [ConsentModule, files],
      providers: [...FOR_STAFF, SharingPermits],
      exports: FOR_STAFF,
    };
  }

  /**
   * For the worker: what messages say and do, and what follows from a no.
   * @param matching the module that looks for whomever a partner asks about
   * @param files the module that reads, checks and keeps files
   */
  static forWorker(society: string, matching: DynamicModule, files: DynamicModule): DynamicModule {
    return {
      module: PartnersModule,
      imports: [ConsentModule, PeopleModule, CasesModule.forRoot(society), RegistrationsModule, matching, files],
      providers: [
        SharingPermits,
        ReadTellable,
        WriteDisclosures,
        WriteAnswers,
        WriteRecalls,
        WriteCertificates,
        TakeEnquiries,
        TakeDisclosures,
        TakeCorrections,
        TakeAnswers,
        TakeRecalls,
        TakeCertificates,
        FreezeRecords,
        CertifyDeletions,
        FindAsked,
        FollowTraffic,
        FollowRefusals,
        FollowMistakes,
        FollowRemovedFiles,
        SendFiles,
        WriteFileParts,
        TakeFileParts,
        HoldFiles,
        PutFilesTogether,
        TellRefusedFiles,
        SuggestCorrections,
        ReuniteWithPartner,
        EraseAtPartners,
        DisclosureTasks,
        EndExchangeTasks,
        ExpireDisclosures,
        DeletePartnerRecords,
        OverdueRecalls,
      ],
    };
  }

  /** For erasing again after a restore. */
  static forErasing(): DynamicModule {
    return { module: PartnersModule, providers: [EraseAtPartners] };
  }
}
