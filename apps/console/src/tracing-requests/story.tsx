import type { Interview, SoughtPersonInput } from '../api/types.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { Empty } from '../ui/states.js';
import { Facts } from '../ui/facts.js';
import { AsWritten } from '../ui/words.js';

/** What happened, as the enquirer told it. */
export function Story({ interview }: { interview: Interview }) {
  const say = useTexts();
  const people = interview.soughtPersons ?? [];
  if (!interview.story && people.every((sought) => !sought.circumstances)) {
    return (
      <div className="card">
        <Empty title={say('case.no-story')} />
      </div>
    );
  }
  return (
    <>
      {people.map((sought, index) => (
        <Loss key={sought.id ?? index} sought={sought} />
      ))}
      {interview.story && (
        <section className="card">
          <h2>{say('interview.story')}</h2>
          <p className="as-told" dir="auto">
            {interview.story}
          </p>
        </section>
      )}
    </>
  );
}

function Loss({ sought }: { sought: SoughtPersonInput }) {
  const say = useTexts();
  const dates = useDates();
  const told = sought.circumstances;
  if (!told) return null;
  const name = sought.person.names[0]?.text ?? say('person.no-name');
  return (
    <section className="card">
      <h2>
        {say('case.contact-lost')} <AsWritten>{name}</AsWritten>
      </h2>
      <Facts
        facts={[
          [say('loss.when'), told.lostContact && <>{dates.spoken(told.lostContact)}</>],
          [say('loss.where'), told.place && <AsWritten>{told.place}</AsWritten>],
          [say('loss.cause'), told.cause && say(`cause.${told.cause}`)],
          [say('loss.with-whom'), told.withWhom && <AsWritten>{told.withWhom}</AsWritten>],
          [say('loss.last-news'), told.lastNews && <AsWritten>{told.lastNews}</AsWritten>],
        ]}
      />
      {told.narrative && (
        <p className="as-told" dir="auto">
          {told.narrative}
        </p>
      )}
    </section>
  );
}
