import { keepRecord, takeRecord } from '../api/exchange.js';
import { DELETION_EXCEPTIONS, type PartnerRecord } from '../api/exchange-types.js';
import { useDates } from '../app/dates.js';
import { useSession } from '../app/session.js';
import { useTexts } from '../app/texts.js';
import { ChooseStep, ConfirmStep } from '../ui/ask-step.js';
import { Pill, Reference, type Tone } from '../ui/words.js';
import { Label } from './label.js';
import { Offered } from './offered.js';
import { PartnerName } from './partner-names.js';
import { RecordFiles } from './record-files.js';
import { SharedPersonFacts } from './shared-person.js';

const TONES: Record<PartnerRecord['state'], Tone> = {
  received: 'close',
  accepted: 'agree',
  declined: 'unknown',
  frozen: 'differ',
  kept: 'close',
  deleted: 'unknown',
};
/** What may be kept or has to go is the steward's; a caseworker's line would only say so. */
const VERBS = { all: ['accept', 'decline', 'keep', 'delete'], casework: ['accept', 'decline'] } as const;

/** What we hold of partners. It stays theirs: the label, the day it ends and where it came from stand with it. */
export function PartnerRecordLines({ records }: { records: readonly PartnerRecord[] }) {
  return (
    <ul className="records">
      {records.map((record) => (
        <Line key={record.id} record={record} />
      ))}
    </ul>
  );
}

function Line({ record }: { record: PartnerRecord }) {
  const say = useTexts();
  const dates = useDates();
  const { account } = useSession();
  const { id, version, state, person } = record;
  const changes = [['partner-records'], ['partner-enquiry'], ['partner-enquiries'], ['work']];
  return (
    <li>
      <div className="group">
        <h3>
          {say('exchange.from')} <PartnerName id={record.partnerId} code={record.society} />{' '}
          <span className="small muted">
            <Reference>{record.society}</Reference>
          </span>
        </h3>
        <Pill tone={TONES[state]}>{say(`record-state.${state}`)}</Pill>
      </div>
      <Label {...record} />
      {person && <SharedPersonFacts person={person} />}
      {record.files && record.files.length > 0 && <RecordFiles files={record.files} />}
      <p className="muted small">
        {say('exchange.received', { day: dates.day(record.receivedAt) })} · {say('exchange.onward')}
        {record.correctedAt && ` · ${say('exchange.corrected', { day: dates.day(record.correctedAt) })}`}
        {record.frozenAt && ` · ${say('exchange.frozen', { day: dates.day(record.frozenAt) })}`}
        {record.exception && ` · ${say(`deletion-exception.${record.exception}`)}`}
      </p>
      <div className="line-steps">
        <Offered
          actions={record.actions}
          verbs={account.role === 'steward' ? VERBS.all : VERBS.casework}
          primary={['accept']}
          asked={['exception-written']}
          nameOf={(verb) => say(`record.do.${verb}`)}
          dialog={(verb, close) =>
            verb === 'keep' ? (
              <ChooseStep
                title={say('record.do.keep')}
                words={say('record.keep-words')}
                label={say('partner.why')}
                options={DELETION_EXCEPTIONS}
                nameOf={(one) => say(`deletion-exception.${one}`)}
                changes={changes}
                take={(exception) => keepRecord(id, version, exception)}
                onClose={close}
              />
            ) : (
              <ConfirmStep
                title={say(`record.do.${verb}`)}
                words={say(`record.${verb}-words`)}
                changes={changes}
                take={() => takeRecord(id, version, verb)}
                onClose={close}
              />
            )
          }
        />
      </div>
    </li>
  );
}
