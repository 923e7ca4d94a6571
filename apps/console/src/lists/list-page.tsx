import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Link, useParams } from 'react-router';
import { readList, sendList, takeList } from '../api/lists.js';
import type { PeopleList } from '../api/list-types.js';
import { useDates } from '../app/dates.js';
import { PageHead } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { ConfirmStep } from '../ui/ask-step.js';
import { FileField } from '../ui/file-field.js';
import { Loaded, Trouble } from '../ui/states.js';
import { StepButton, whyNot } from '../ui/step-button.js';
import { AsWritten } from '../ui/words.js';
import { Findings } from './findings.js';
import { isWorkedOn, ListStatePill } from './list-state.js';
import { ReadingForm } from './reading-form.js';
import { Outcome, Progress } from './run.js';

/** How often a screen looks at what the machine works on, in milliseconds. */
const LOOK_AGAIN = 2_000;

export function ListPage() {
  const say = useTexts();
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['list', id],
    queryFn: ({ signal }) => readList(id, signal),
    refetchInterval: ({ state: { data } }) => (data && isWorkedOn(data.state) ? LOOK_AGAIN : false),
  });
  const name = query.data?.name;
  return (
    <>
      <PageHead
        title={say('list.title')}
        heading={name ? <AsWritten>{name}</AsWritten> : undefined}
        above={<Link to="/lists">{say('menu.lists')}</Link>}
      />
      <Loaded query={query} lines={8}>
        {(list) => <Details list={list} />}
      </Loaded>
    </>
  );
}

function Details({ list }: { list: PeopleList }) {
  const say = useTexts();
  const dates = useDates();
  const intl = useIntl();
  return (
    <>
      <dl className="identity">
        <div>
          <dt>{say('column.state')}</dt>
          <dd>
            <ListStatePill state={list.state} />
          </dd>
        </div>
        {list.source && (
          <div>
            <dt>{say('lists.source')}</dt>
            <dd>
              <AsWritten>{list.source}</AsWritten>
            </dd>
          </div>
        )}
        {list.legalBasis && (
          <div>
            <dt>{say('lists.basis')}</dt>
            <dd>{say(`legal-basis.${list.legalBasis}`)}</dd>
          </div>
        )}
        {list.agreedWith && (
          <div>
            <dt>{say('lists.agreed-with')}</dt>
            <dd>
              <AsWritten>{list.agreedWith}</AsWritten>
            </dd>
          </div>
        )}
        {list.until && (
          <div>
            <dt>{say('lists.until')}</dt>
            <dd>{dates.day(list.until)}</dd>
          </div>
        )}
        {list.rows !== undefined && (
          <div>
            <dt>{say('lists.rows')}</dt>
            <dd className="num">{intl.formatNumber(list.rows)}</dd>
          </div>
        )}
        <div>
          <dt>{say('column.owner')}</dt>
          <dd>{list.inHandsOf.name}</dd>
        </div>
      </dl>
      <div className="cols">
        <div>
          <Body list={list} />
        </div>
        <aside>
          <Steps list={list} />
        </aside>
      </div>
    </>
  );
}

function Body({ list }: { list: PeopleList }) {
  const say = useTexts();
  switch (list.state) {
    case 'announced':
      return <SendAgain list={list} />;
    case 'uploaded':
    case 'checking':
    case 'importing':
    case 'comparing':
      return <Progress list={list} />;
    case 'recognised':
      return <ReadingForm key={list.version} list={list} />;
    case 'checked':
      return (
        <>
          <Outcome list={list} />
          <details className="more">
            <summary>{say('list.read-otherwise')}</summary>
            <ReadingForm key={list.version} list={list} />
          </details>
        </>
      );
    case 'failed':
      return (
        <div className="note note-wrong" role="alert">
          <p>
            <b>{say('list.failed')}</b>
          </p>
          <p>
            {list.failure && <bdi>{say.code('problem', list.failure.code, list.failure.message)}</bdi>}
            {list.failure?.line !== undefined && ` ${say('list.line', { line: list.failure.line })}`}
          </p>
        </div>
      );
    case 'compared':
    case 'closed':
      return (
        <>
          <Outcome list={list} />
          {list.state === 'compared' && <Findings list={list} />}
        </>
      );
    case 'imported':
    case 'cancelled':
      return <Outcome list={list} />;
  }
}

function SendAgain({ list }: { list: PeopleList }) {
  const say = useTexts();
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: (file: File) => sendList(list.id, list.version, file),
    onSettled: () => queries.invalidateQueries({ queryKey: ['list', list.id] }),
  });
  return (
    <section className="card">
      <h2>{say('list.not-arrived')}</h2>
      <p className="muted">{say('list.not-arrived-words')}</p>
      <Trouble error={send.error} />
      <FileField
        label={say('lists.file')}
        hint={send.isPending ? say('state.sending') : say('lists.file-hint')}
        accept=".csv,.tsv,.txt,.xlsx,.xml,.pfif"
        onChange={(file) => file && send.mutate(file)}
      />
    </section>
  );
}

const STEPS = ['start', 'close', 'cancel'] as const;
type Step = (typeof STEPS)[number];

function Steps({ list }: { list: PeopleList }) {
  const say = useTexts();
  const [asking, setAsking] = useState<Step>();
  const offered = STEPS.flatMap((step) =>
    list.actions.filter(({ action }) => action === step).map((one) => ({ step, one })),
  );
  return (
    <section className="card">
      <h2>{say('case.next-step')}</h2>
      {offered.map(({ step, one }) => (
        <StepButton
          key={step}
          wide
          text={say(`list.do.${step}`)}
          look={step === 'cancel' ? 'plain' : 'primary'}
          reasons={whyNot(one, say)}
          onPress={() => setAsking(step)}
        />
      ))}
      {offered.length === 0 && <p className="muted">{say('list.nothing-to-do')}</p>}
      {asking && (
        <ConfirmStep
          title={say(`list.do.${asking}`)}
          words={say(`list.${asking}-words`, { count: list.run?.added ?? 0 })}
          changes={[['list', list.id], ['lists']]}
          take={() => takeList(list.id, list.version, asking)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </section>
  );
}
