import type { PotentialMatch } from '../api/types.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';

/** What was judged so far. The first reviewer's reason stays hidden from the second until they have judged for themselves. */
export function Reviews({ match }: { match: PotentialMatch }) {
  const say = useTexts();
  const dates = useDates();
  if (match.reviews.length === 0) return null;
  // Whoever took the review stands in the list before they have said anything: there is no day of it yet.
  const opinionOf = ({ decision, at }: PotentialMatch['reviews'][number]) =>
    decision ? say(`decision.${decision}`) : say(at ? 'decision.hidden' : 'decision.to-come');
  return (
    <section className="card">
      <h2>{say('match.reviews')}</h2>
      <ol className="timeline">
        {match.reviews.map((review, index) => (
          <li key={index}>
            <b>{opinionOf(review)}</b>
            <div className="muted small">
              {say(`match.stage.${review.stage}`)} · {review.by.name}
              {review.at && ` · ${dates.day(review.at)}`}
            </div>
            {review.reason ? (
              <p className="as-told small" dir="auto">
                {review.reason}
              </p>
            ) : (
              review.at && <p className="small muted">{say('match.reason-hidden')}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
