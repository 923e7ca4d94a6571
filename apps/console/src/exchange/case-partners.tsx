import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import {
  addToEnquiry,
  prepareDisclosure,
  prepareEnquiry,
  readDisclosuresOf,
  readEnquiries,
  readPartnerRecordsOf,
  takeEnquiry,
} from '../api/exchange.js';
import { DISCLOSED_FIELDS, ENQUIRY_FIELDS, type Enquiry } from '../api/exchange-types.js';
import type { TracingRequest } from '../api/types.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { ConfirmStep } from '../ui/ask-step.js';
import { Empty, Loaded } from '../ui/states.js';
import { StepButton } from '../ui/step-button.js';
import { Pill, type Tone } from '../ui/words.js';
import { DisclosureLines } from './disclosures.js';
import { Offered } from './offered.js';
import { PartnerName } from './partner-names.js';
import { PartnerRecordLines } from './partner-records.js';
import { ShareDialog } from './share-dialog.js';
import { useWhyNotShare } from './who-shares.js';

interface Named {
  id: string;
  name: string;
}

/** What goes between partners and this request. */
export function CasePartners({ request }: { request: TracingRequest }) {
  const say = useTexts();
  const persons = (request.interview.soughtPersons ?? []).flatMap(({ id, person }) =>
    id ? [{ id, name: person.names[0]?.text ?? say('person.no-name') }] : [],
  );
  return (
    <>
      <Enquiries request={request} persons={persons} />
      <Records dossierId={request.id} />
      <Disclosures dossierId={request.id} persons={persons} />
    </>
  );
}

function Part({ title, step, children }: { title: string; step?: ReactNode; children: ReactNode }) {
  return (
    <section className="card">
      <div className="group">
        <h2>{title}</h2>
        {step}
      </div>
      {children}
    </section>
  );
}

const ENQUIRY_TONES: Record<Enquiry['state'], Tone> = {
  prepared: 'close',
  asked: 'plain',
  'more-wanted': 'close',
  talking: 'agree',
  nothing: 'unknown',
  cancelled: 'unknown',
  ended: 'unknown',
};

function Enquiries({ request, persons }: { request: TracingRequest; persons: readonly Named[] }) {
  const say = useTexts();
  const whyNot = useWhyNotShare();
  const [asking, setAsking] = useState(false);
  const query = useQuery({
    queryKey: ['enquiries', request.id],
    queryFn: ({ signal }) => readEnquiries(request.id, signal),
  });
  return (
    <Part
      title={say('enquiries.title')}
      step={<StepButton text={say('enquiry.ask')} reasons={whyNot} onPress={() => setAsking(true)} />}
    >
      <Loaded query={query}>
        {(enquiries) =>
          enquiries.length === 0 ? (
            <Empty title={say('enquiries.empty')} />
          ) : (
            <ul className="records">
              {enquiries.map((enquiry) => (
                <EnquiryLine key={enquiry.id} enquiry={enquiry} persons={persons} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {asking && (
        <ShareDialog
          title={say('enquiry.ask')}
          words={say('enquiry.ask-words')}
          persons={persons}
          fields={ENQUIRY_FIELDS}
          changes={[['enquiries'], ['disclosures'], ['work']]}
          take={({ personId, ...content }) => prepareEnquiry(request.id, { soughtId: personId, ...content })}
          onClose={() => setAsking(false)}
        />
      )}
    </Part>
  );
}

const ENQUIRY_VERBS = ['add', 'cancel', 'end'] as const;

function EnquiryLine({ enquiry, persons }: { enquiry: Enquiry; persons: readonly Named[] }) {
  const say = useTexts();
  const dates = useDates();
  const intl = useIntl();
  const { id, version, state, wanted } = enquiry;
  const changes = [['enquiries'], ['disclosures'], ['work']];
  const sought = persons.filter((person) => person.id === enquiry.soughtId);
  return (
    <li>
      <div className="group">
        <h3>
          <PartnerName id={enquiry.partnerId} code={enquiry.society} />
        </h3>
        <Pill tone={ENQUIRY_TONES[state]}>{say(`enquiry-state.${state}`)}</Pill>
      </div>
      <p>
        {say(`enquiry-words.${state}`)}
        {wanted.length > 0 && <> {intl.formatList(wanted.map((field) => say(`shared-field.${field}`)))}</>}
      </p>
      <p className="muted small">
        {say('enquiry.prepared', { day: dates.day(enquiry.preparedAt) })}
        {enquiry.askedAt && ` · ${say('enquiry.asked', { day: dates.day(enquiry.askedAt) })}`}
        {enquiry.answeredAt && ` · ${say('enquiry.answered', { day: dates.day(enquiry.answeredAt) })}`}
      </p>
      <div className="line-steps">
        <Offered
          actions={enquiry.actions}
          verbs={ENQUIRY_VERBS}
          asked={['fields-named']}
          nameOf={(verb) => say(`enquiry.do.${verb}`)}
          dialog={(verb, close) =>
            verb === 'add' ? (
              <ShareDialog
                title={say('enquiry.do.add')}
                words={say('enquiry.ask-words')}
                persons={sought}
                partnerId={enquiry.partnerId}
                fields={ENQUIRY_FIELDS}
                changes={changes}
                take={({ fields, expiresOn, restrictionsRead }) =>
                  addToEnquiry(id, version, {
                    fields,
                    ...(expiresOn && { expiresOn }),
                    ...(restrictionsRead && { restrictionsRead }),
                  })
                }
                onClose={close}
              />
            ) : (
              <ConfirmStep
                title={say(`enquiry.do.${verb}`)}
                words={say(`enquiry.${verb}-words`)}
                changes={changes}
                take={() => takeEnquiry(id, version, verb)}
                onClose={close}
              />
            )
          }
        />
      </div>
    </li>
  );
}

/** What partners told us for a record of ours. */
function Records({ dossierId }: { dossierId: string }) {
  const say = useTexts();
  const query = useQuery({
    queryKey: ['partner-records', dossierId],
    queryFn: ({ signal }) => readPartnerRecordsOf(dossierId, signal),
  });
  return (
    <Part title={say('records.title')}>
      <Loaded query={query}>
        {(records) =>
          records.length === 0 ? <Empty title={say('records.empty')} /> : <PartnerRecordLines records={records} />
        }
      </Loaded>
    </Part>
  );
}

/** What partners hold of a record of ours, and what is to be sent. */
function Disclosures({ dossierId, persons }: { dossierId: string; persons: readonly Named[] }) {
  const say = useTexts();
  const whyNot = useWhyNotShare();
  const [preparing, setPreparing] = useState(false);
  const query = useQuery({
    queryKey: ['disclosures', dossierId],
    queryFn: ({ signal }) => readDisclosuresOf(dossierId, signal),
  });
  return (
    <Part
      title={say('disclosures.title')}
      step={<StepButton text={say('disclosure.prepare')} reasons={whyNot} onPress={() => setPreparing(true)} />}
    >
      <Loaded query={query}>
        {(disclosures) =>
          disclosures.length === 0 ? (
            <Empty title={say('disclosures.empty')} />
          ) : (
            <DisclosureLines disclosures={disclosures} />
          )
        }
      </Loaded>
      {preparing && (
        <ShareDialog
          title={say('disclosure.prepare')}
          words={say('disclosure.prepare-words')}
          persons={persons}
          fields={DISCLOSED_FIELDS}
          filesOf={dossierId}
          changes={[['disclosures'], ['work']]}
          take={(shared) => prepareDisclosure(dossierId, shared)}
          onClose={() => setPreparing(false)}
        />
      )}
    </Part>
  );
}
