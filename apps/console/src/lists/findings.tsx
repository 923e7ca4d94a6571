import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { judgeFinding, readFindings, type FindingVerb } from '../api/lists.js';
import type { Level, ListFinding, PeopleList } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { LevelPill } from '../matches/evidence-words.js';
import { Ask } from '../ui/dialog.js';
import { Refused, TextArea } from '../ui/field.js';
import { refusedBy, violationsOf } from '../ui/refusals.js';
import { Empty, Loaded } from '../ui/states.js';
import { StepButton, whyNot } from '../ui/step-button.js';
import { Table } from '../ui/table.js';
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
  // What neither side says is no news.
  const told = finding.evidence.filter(({ level, sought, listed }) => level !== 'unknown' || sought || listed);
  const written = (value: string | undefined) =>
    value ? <AsWritten>{value}</AsWritten> : <span className="muted">{say('person.not-recorded')}</span>;
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
      <Table
        label={say('match.evidence')}
        rows={told.map((one, index) => ({ ...one, index }))}
        keyOf={({ index }) => String(index)}
        columns={[
          { name: say('match.field'), cell: ({ field }) => <span className="muted">{say.code('field', field)}</span> },
          { name: say('match.as-told'), cell: ({ sought }) => written(sought) },
          { name: say('finding.as-listed'), cell: ({ listed }) => written(listed) },
          {
            name: say('match.compare'),
            cell: ({ level, reason }) => (
              <>
                <LevelPill level={level as Level} />
                {level !== 'unknown' && <span className="small"> {say.code('reason', reason, '')}</span>}
              </>
            ),
          },
        ]}
      />
      <div className="row-end">
        {VERBS.flatMap((verb) =>
          finding.actions
            .filter(({ action }) => action === verb)
            .map((one) => (
              <StepButton
                key={verb}
                text={say(`finding.do.${verb}`)}
                reasons={whyNot({ ...one, reasons: one.reasons.filter(({ code }) => code !== 'reason-given') }, say)}
                onPress={() => setAsking(verb)}
              />
            )),
        )}
      </div>
      {asking && <JudgeDialog list={list} finding={finding} verb={asking} onClose={() => setAsking(undefined)} />}
    </section>
  );
}

interface JudgeProps {
  list: PeopleList;
  finding: ListFinding;
  verb: FindingVerb;
  onClose: () => void;
}

function JudgeDialog({ list, finding, verb, onClose }: JudgeProps) {
  const say = useTexts();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const judge = useMutation({
    mutationFn: () => judgeFinding(finding.id, finding.version, verb, reason.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['list-findings', list.id] });
      void queries.invalidateQueries({ queryKey: ['list', list.id] });
      onClose();
    },
  });
  const submit = () => {
    setChecked(true);
    if (reason.trim()) judge.mutate();
  };
  return (
    <Refused.Provider value={refusedBy(violationsOf(judge.error))}>
      <Ask
        title={say(`finding.do.${verb}`)}
        intro={say(`finding.${verb}-words`)}
        submit={say(`finding.do.${verb}`)}
        busy={judge.isPending}
        error={judge.error}
        onSubmit={submit}
        onClose={onClose}
      >
        <TextArea
          label={say('match.why')}
          path="reason"
          value={reason}
          onChange={setReason}
          error={checked && !reason.trim() ? say('match.why-missing') : undefined}
        />
      </Ask>
    </Refused.Provider>
  );
}
