import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { readMatch, readMatchesOf } from '../api/relink.js';
import type { PotentialMatch } from '../api/types.js';
import { PageHead } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { Loaded } from '../ui/states.js';
import { AsWritten, BandPill, Reference } from '../ui/words.js';
import { EvidenceTable } from './evidence-table.js';
import { Judgement } from './judgement.js';
import { MatchKeys, Neighbours } from './match-keys.js';
import { Reviews } from './reviews.js';
import { WaterfallCard } from './waterfall-card.js';

export function MatchReviewPage() {
  const say = useTexts();
  const { id = '' } = useParams();
  const query = useQuery({ queryKey: ['match', id], queryFn: ({ signal }) => readMatch(id, signal) });
  const match = query.data;
  const requestId = match?.request.id;
  const siblings = useQuery({
    queryKey: ['matches', 'of', requestId],
    queryFn: ({ signal }) => readMatchesOf(requestId ?? '', signal),
    enabled: requestId !== undefined,
  });
  const ids = siblings.data?.items.map((one) => one.id) ?? [];
  return (
    <>
      <PageHead
        title={say('match.title')}
        heading={say('match.question')}
        above={<Above match={match} />}
        below={match && <State match={match} />}
      >
        <Neighbours ids={ids} current={id} />
        <MatchKeys ids={ids} current={id} />
      </PageHead>
      <Loaded query={query} lines={10}>
        {(data) => <Review key={data.id} match={data} />}
      </Loaded>
    </>
  );
}

function Above({ match }: { match: PotentialMatch | undefined }) {
  const say = useTexts();
  return (
    <>
      <Link to="/matches">{say('menu.matches')}</Link>
      {match && ' · '}
      {match &&
        (match.request.id ? (
          <Link to={`/tracing-requests/${match.request.id}`}>
            <Reference>{match.request.reference}</Reference>
          </Link>
        ) : (
          <Reference>{match.request.reference}</Reference>
        ))}
    </>
  );
}

function State({ match }: { match: PotentialMatch }) {
  const say = useTexts();
  return (
    <>
      {say.code('match-state', match.state)} · {say('match.needs', { count: match.neededReviewers })}
      {match.needsChildSpecialist && ` · ${say('match.child')}`}
    </>
  );
}

function Review({ match }: { match: PotentialMatch }) {
  const say = useTexts();
  return (
    <>
      <Sides match={match} />
      {match.askedFor && (
        <div className="note">
          <p>
            {say('match.asked')} <AsWritten>{match.askedFor.what}</AsWritten> ·{' '}
            <AsWritten>{match.askedFor.from}</AsWritten>
          </p>
        </div>
      )}
      <div className="cols">
        <div>
          <EvidenceTable match={match} />
          <WaterfallCard match={match} />
        </div>
        <aside>
          <Judgement match={match} />
          <Settle codes={match.settle} />
          <Reviews match={match} />
        </aside>
      </div>
    </>
  );
}

function Sides({ match }: { match: PotentialMatch }) {
  const say = useTexts();
  const { request, bandMeaning } = match;
  return (
    <dl className="identity">
      <div>
        <dt>
          {say('match.sought-as')} {say(`sought.${request.relation}`)}
        </dt>
        <dd>
          <AsWritten>{match.soughtName}</AsWritten> ·{' '}
          <ReferenceLink to={request.id && `/tracing-requests/${request.id}`} reference={request.reference} />
        </dd>
      </div>
      <OtherSide match={match} />
      <div>
        <dt>{say('match.evidence')}</dt>
        <dd>
          <BandPill band={match.band} />{' '}
          <span className="small muted">{say('match.meaning', { low: bandMeaning.from, high: bandMeaning.to })}</span>
        </dd>
      </div>
    </dl>
  );
}

/** A registration, or in a pair of requests the other request. */
function OtherSide({ match: { kind, registration, otherRequest, registeredName } }: { match: PotentialMatch }) {
  const say = useTexts();
  const link = registration
    ? { to: registration.id && `/registrations/${registration.id}`, reference: registration.reference }
    : { to: otherRequest?.id && `/tracing-requests/${otherRequest.id}`, reference: otherRequest?.reference ?? '' };
  return (
    <div>
      <dt>
        {registration ? say.code('registration-kind', registration.kind) : say.code('pair-kind', kind)}
        {registration?.place && (
          <>
            {' · '}
            <AsWritten>{registration.place}</AsWritten>
          </>
        )}
      </dt>
      <dd>
        <AsWritten>{registeredName}</AsWritten> · <ReferenceLink {...link} />
      </dd>
    </div>
  );
}

function ReferenceLink({ to, reference }: { to: string | undefined; reference: string }) {
  if (!to) return <Reference>{reference}</Reference>;
  return (
    <Link to={to}>
      <Reference>{reference}</Reference>
    </Link>
  );
}

function Settle({ codes }: { codes: readonly string[] }) {
  const say = useTexts();
  if (codes.length === 0) return null;
  return (
    <section className="card">
      <h2>{say('match.settle')}</h2>
      <ul className="bullets">
        {codes.map((code) => (
          <li key={code}>{say.code('settle', code)}</li>
        ))}
      </ul>
    </section>
  );
}
