import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { answerPartner, giveEnquiry, readPartnerEnquiry } from '../api/exchange.js';
import type { PartnerEnquiry } from '../api/exchange-types.js';
import { readColleagues } from '../api/relink.js';
import { useDates } from '../app/dates.js';
import { PageHead } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { ChooseStep, ConfirmStep } from '../ui/ask-step.js';
import { Empty, Loaded } from '../ui/states.js';
import { Reference } from '../ui/words.js';
import { EnquiryFindings } from './enquiry-findings.js';
import { MoreDialog } from './more-dialog.js';
import { Offered } from './offered.js';
import { PartnerName } from './partner-names.js';
import { PartnerRecordLines } from './partner-records.js';
import { TheirEnquiryPill } from './their-enquiry-pill.js';

/** What a partner asks us, whom it may mean, and what we answer. */
export function PartnerEnquiryPage() {
  const say = useTexts();
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['partner-enquiry', id],
    queryFn: ({ signal }) => readPartnerEnquiry(id, signal),
  });
  return (
    <>
      <PageHead
        title={say('their-enquiry.title')}
        heading={query.data && <PartnerName id={query.data.partnerId} code={query.data.society} />}
        above={<Link to="/exchange?tab=asked">{say('exchange.tab.asked')}</Link>}
      />
      <Loaded query={query} lines={8}>
        {(enquiry) => <Details enquiry={enquiry} />}
      </Loaded>
    </>
  );
}

function Details({ enquiry }: { enquiry: PartnerEnquiry }) {
  const say = useTexts();
  const dates = useDates();
  return (
    <>
      <dl className="identity">
        <div>
          <dt>{say('column.reference')}</dt>
          <dd>
            <Reference>{enquiry.reference}</Reference>
          </dd>
        </div>
        <div>
          <dt>{say('column.state')}</dt>
          <dd>
            <TheirEnquiryPill state={enquiry.state} />
          </dd>
        </div>
        <div>
          <dt>{say('asked.received')}</dt>
          <dd>{dates.day(enquiry.receivedAt)}</dd>
        </div>
        {enquiry.answer && (
          <div>
            <dt>{say('their-enquiry.answer')}</dt>
            <dd>{say(`partner-answer.${enquiry.answer}`)}</dd>
          </div>
        )}
      </dl>
      <div className="cols">
        <div>
          <section className="card">
            <h2>{say('their-enquiry.who')}</h2>
            {enquiry.records.length === 0 ? (
              <Empty title={say('their-enquiry.nothing-left')} />
            ) : (
              <PartnerRecordLines records={enquiry.records} />
            )}
          </section>
          <EnquiryFindings enquiry={enquiry} />
        </div>
        <aside>
          <Steps enquiry={enquiry} />
        </aside>
      </div>
    </>
  );
}

const VERBS = ['offer-to-talk', 'ask-for-more', 'answer-nothing', 'give', 'end'] as const;

function Steps({ enquiry }: { enquiry: PartnerEnquiry }) {
  const say = useTexts();
  const { id, version } = enquiry;
  const changes = [['partner-enquiry', id], ['partner-enquiries'], ['work']];
  return (
    <section className="card">
      <h2>{say('case.next-step')}</h2>
      <p className="muted small">{say('their-enquiry.nothing-told')}</p>
      <Offered
        wide
        actions={enquiry.actions}
        verbs={VERBS}
        asked={['wanted-named', 'colleague-fits']}
        nameOf={(verb) => say(`their-enquiry.do.${verb}`)}
        dialog={(verb, close) => {
          if (verb === 'ask-for-more') return <MoreDialog enquiry={enquiry} changes={changes} onClose={close} />;
          if (verb === 'give') return <GiveDialog enquiry={enquiry} onClose={close} />;
          return (
            <ConfirmStep
              title={say(`their-enquiry.do.${verb}`)}
              words={say(`their-enquiry.${verb}-words`)}
              changes={changes}
              take={() => answerPartner(id, version, verb)}
              onClose={close}
            />
          );
        }}
      />
    </section>
  );
}

/** A colleague sees it from then on, and judges. */
function GiveDialog({ enquiry, onClose }: { enquiry: PartnerEnquiry; onClose: () => void }) {
  const say = useTexts();
  const { data = [] } = useQuery({ queryKey: ['colleagues'], queryFn: ({ signal }) => readColleagues(signal) });
  const nameOf = (id: string) => {
    const colleague = data.find((one) => one.id === id);
    return colleague ? `${colleague.name} · ${say(`role.${colleague.role}`)}` : id;
  };
  return (
    <ChooseStep
      title={say('their-enquiry.do.give')}
      words={say('their-enquiry.give-words')}
      label={say('their-enquiry.colleague')}
      options={data.map(({ id }) => id)}
      nameOf={nameOf}
      changes={[['partner-enquiry', enquiry.id], ['partner-enquiries']]}
      take={(to) => giveEnquiry(enquiry.id, enquiry.version, to)}
      onClose={onClose}
    />
  );
}
