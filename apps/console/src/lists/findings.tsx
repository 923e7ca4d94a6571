import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { judgeFinding, readFindings, type FindingVerb } from '../api/lists.js';
import type { ListFinding, PeopleList } from '../api/list-types.js';
import { useTexts } from '../app/texts.js';
import { EvidenceLines } from '../matches/evidence-lines.js';
import { ReasonStep } from '../ui/ask-step.js';
import { Empty, Loaded } from '../ui/states.js';
import { StepButton, whyNot } from '../ui/step-button.js';
import { AsWritten, Pill, Reference } from '../ui/words.js';

/** Who on a list may be somebody whom a request seeks. Nothing is ever confirmed here. */
export function Findings({ list }: { list: PeopleList }) {
  const say = useTexts();
  const query = useQuery({
    queryKey: ['list-findings', list.id],
    queryFn: ({ signal }) => readFindings(list.id, signal),
  });
  return (
    <Loaded query={query}>
      {(findings) =>
        findings.length === 0 ? (
          <div className="card">
            <Empty title={say('finding.none')} />
          </div>
        ) : (
          findings.map((finding) => <Finding key={finding.id} list={list} finding={finding} />)
        )
      }
    </Loaded>
  );
}

const VERBS: readonly FindingVerb[] = ['follow-up', 'rule-out'];

function Finding({ list, finding }: { list: PeopleList; finding: ListFinding }) {
  const say = useTexts();
  const [asking, setAsking] = useState<FindingVerb>();
  return (
    <section className="card">
      <div className="group">
        <h2>
          <AsWritten>{finding.listedName}</AsWritten>
        </h2>
        <span className="pills">
          <Pill tone="plain">{say.code('band', finding.band)}</Pill>
          {finding.state !== 'proposed' && <Pill tone="unknown">{say.code('finding-state', finding.state)}</Pill>}
        </span>
      </div>
      <p>
        {say('finding.may-be')}{' '}
        <b>
          <AsWritten>{finding.soughtName}</AsWritten>
        </b>{' '}
        <Link to={`/tracing-requests/${finding.request.id}`}>
          <Reference>{finding.request.reference}</Reference>
        </Link>{' '}
        <span className="muted small">{say('list.line', { line: finding.line })}</span>
      </p>
      <EvidenceLines
        left={say('match.as-told')}
        right={say('finding.as-listed')}
        evidence={finding.evidence.map(({ sought, listed, ...one }) => ({ ...one, left: sought, right: listed }))}
      />
      <div className="row-end">
        {VERBS.flatMap((verb) =>
          finding.actions
            .filter(({ action }) => action === verb)
            .map((one) => (
              <StepButton
                key={verb}
                text={say(`finding.do.${verb}`)}
                reasons={whyNot(one, say, ['reason-given'])}
                onPress={() => setAsking(verb)}
              />
            )),
        )}
      </div>
      {asking && (
        <ReasonStep
          title={say(`finding.do.${asking}`)}
          words={say(`finding.${asking}-words`)}
          changes={[
            ['list-findings', list.id],
            ['list', list.id],
          ]}
          take={(reason) => judgeFinding(finding.id, finding.version, asking, reason)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </section>
  );
}
