import { recallDisclosure, takeDisclosure } from '../api/exchange.js';
import { RECALL_CAUSES, type Disclosure, type DisclosureFile, type DisclosureState } from '../api/exchange-types.js';
import { fileAt } from '../api/files.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { ChooseStep, ConfirmStep } from '../ui/ask-step.js';
import { Pill, type Tone } from '../ui/words.js';
import { FileWords } from './file-words.js';
import { Label } from './label.js';
import { Offered } from './offered.js';
import { PartnerName } from './partner-names.js';

const TONES: Record<DisclosureState, Tone> = {
  prepared: 'close',
  approved: 'plain',
  sent: 'plain',
  undelivered: 'differ',
  received: 'agree',
  accepted: 'agree',
  declined: 'unknown',
  recalled: 'close',
  deleted: 'unknown',
  cancelled: 'unknown',
};
const VERBS = ['approve', 'send-again', 'correct', 'recall', 'cancel'] as const;

const CARRIED = {
  enquiry: 'disclosure.with-enquiry',
  disclosure: 'disclosure.by-itself',
  correction: 'disclosure.as-correction',
} as const;

/** What a partner holds of ours, or is to get. */
export function DisclosureLines({ disclosures }: { disclosures: readonly Disclosure[] }) {
  return (
    <ul className="records">
      {disclosures.map((disclosure) => (
        <Line key={disclosure.id} disclosure={disclosure} />
      ))}
    </ul>
  );
}

/** By kind and size; whoever decides looks at each. The pictures stand there until then alone: every look is logged. */
function FilesAlong({ files, deciding }: { files: readonly DisclosureFile[]; deciding: boolean }) {
  const say = useTexts();
  const dates = useDates();
  return (
    <div className="small">
      <strong>{say('disclosure.files')}</strong>
      <ul className="plain-list">
        {files.map(({ fileId, arrivedAt, ...file }) => (
          <li key={fileId} className="record-file">
            {deciding && file.mediaType !== 'application/pdf' && (
              <img src={fileAt(fileId, 'preview')} alt={say('record.file-preview')} loading="lazy" />
            )}
            <span className="record-file-words">
              <span>
                <FileWords {...file} />
                {arrivedAt && ` · ${say('disclosure.file-arrived', { day: dates.day(arrivedAt) })}`}
              </span>
              {deciding && (
                <a href={fileAt(fileId, 'content')} download>
                  {say('record.file-save')}
                </a>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Line({ disclosure }: { disclosure: Disclosure }) {
  const say = useTexts();
  const dates = useDates();
  const { id, version, state } = disclosure;
  const changes = [['disclosures'], ['enquiries'], ['recalls'], ['tracing-request', disclosure.dossierId]];
  return (
    <li>
      <div className="group">
        <h3>
          <PartnerName id={disclosure.partnerId} />
        </h3>
        <Pill tone={TONES[state]}>{say(`disclosure-state.${state}`)}</Pill>
      </div>
      <Label {...disclosure} />
      {disclosure.files.length > 0 && <FilesAlong files={disclosure.files} deciding={state === 'prepared'} />}
      <p className="muted small">
        {say(CARRIED[disclosure.carrier])} · {dates.day(disclosure.preparedAt)}
      </p>
      <div className="line-steps">
        <Offered
          actions={disclosure.actions}
          verbs={VERBS}
          primary={['approve']}
          asked={['reason-given']}
          nameOf={(verb) => say(`disclosure.do.${verb}`)}
          dialog={(verb, close) =>
            verb === 'recall' ? (
              <ChooseStep
                title={say('disclosure.do.recall')}
                words={say('disclosure.recall-words')}
                label={say('partner.why')}
                options={RECALL_CAUSES}
                nameOf={(cause) => say(`recall-cause.${cause}`)}
                changes={changes}
                take={(cause) => recallDisclosure(id, version, cause)}
                onClose={close}
              />
            ) : (
              <ConfirmStep
                title={say(`disclosure.do.${verb}`)}
                words={say(`disclosure.${verb}-words`)}
                changes={changes}
                take={() => takeDisclosure(id, version, verb)}
                onClose={close}
              />
            )
          }
        />
      </div>
    </li>
  );
}
