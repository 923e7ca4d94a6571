import { judgeEnquiryFinding, prepareDisclosure } from '../api/exchange.js';
import {
  DISCLOSED_FIELDS,
  type EnquiryFinding,
  type EnquiryFindingVerb,
  type PartnerEnquiry,
} from '../api/exchange-types.js';
import { useState } from 'react';
import { useTexts } from '../app/texts.js';
import { ReasonStep } from '../ui/ask-step.js';
import { EvidenceLines } from '../matches/evidence-lines.js';
import { Empty } from '../ui/states.js';
import { StepButton } from '../ui/step-button.js';
import { AsWritten, Pill, type Tone } from '../ui/words.js';
import { Offered } from './offered.js';
import { ShareDialog } from './share-dialog.js';
import { useWhyNotShare } from './who-shares.js';

const TONES: Record<EnquiryFinding['state'], Tone> = {
  proposed: 'close',
  probable: 'plain',
  found: 'agree',
  'ruled-out': 'unknown',
};
const VERBS: readonly EnquiryFindingVerb[] = ['judge-probable', 'confirm', 'rule-out', 'reopen'];

/** Whom of ours a partner may mean. The search proposes, people decide, and the partner learns nothing of it here. */
export function EnquiryFindings({ enquiry }: { enquiry: PartnerEnquiry }) {
  const say = useTexts();
  if (enquiry.findings.length === 0) {
    return (
      <div className="card">
        <Empty title={say('enquiry-finding.none')}>
          <p>{say('enquiry-finding.none-words')}</p>
        </Empty>
      </div>
    );
  }
  return enquiry.findings.map((finding) => <Finding key={finding.id} enquiry={enquiry} finding={finding} />);
}

function Finding({ enquiry, finding }: { enquiry: PartnerEnquiry; finding: EnquiryFinding }) {
  const say = useTexts();
  const whyNotShare = useWhyNotShare();
  const [sharing, setSharing] = useState(false);
  const { id, version, state } = finding;
  return (
    <section className="card">
      <div className="group">
        <h2>
          <AsWritten>{finding.foundName}</AsWritten>
        </h2>
        <span className="pills">
          <Pill tone="plain">{say.code('band', finding.band)}</Pill>
          {finding.mayBeChild && <Pill tone="differ">{say('enquiry-finding.may-be-child')}</Pill>}
          <Pill tone={TONES[state]}>{say(`enquiry-finding-state.${state}`)}</Pill>
        </span>
      </div>
      <p>
        {say('finding.may-be')}{' '}
        <b>
          <AsWritten>{finding.askedName}</AsWritten>
        </b>
      </p>
      <EvidenceLines
        left={say('enquiry-finding.as-asked')}
        right={say('match.as-registered')}
        evidence={finding.evidence.map(({ asked, found, ...one }) => ({ ...one, left: asked, right: found }))}
      />
      <div className="row-end">
        <Offered
          actions={finding.actions}
          verbs={VERBS}
          asked={['reason-given']}
          nameOf={(verb) => say(`enquiry-finding.do.${verb}`)}
          dialog={(verb, close) => (
            <ReasonStep
              title={say(`enquiry-finding.do.${verb}`)}
              words={say(`enquiry-finding.${verb}-words`)}
              changes={[['partner-enquiry', enquiry.id], ['partner-enquiries'], ['work']]}
              take={(reason) => judgeEnquiryFinding(id, version, verb, reason)}
              onClose={close}
            />
          )}
        />
        {state === 'found' && (
          <StepButton text={say('disclosure.prepare')} reasons={whyNotShare} onPress={() => setSharing(true)} />
        )}
      </div>
      {sharing && (
        <ShareDialog
          title={say('disclosure.prepare')}
          words={say('disclosure.prepare-words')}
          persons={[{ id: finding.foundId, name: finding.foundName }]}
          partnerId={enquiry.partnerId}
          fields={DISCLOSED_FIELDS}
          changes={[['disclosures'], ['partner-enquiry', enquiry.id]]}
          take={(shared) => prepareDisclosure(finding.foundIn, { ...shared, theirEnquiry: enquiry.id })}
          onClose={() => setSharing(false)}
        />
      )}
    </section>
  );
}
