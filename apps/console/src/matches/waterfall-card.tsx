import { useIntl } from 'react-intl';
import type { PotentialMatch } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { toneOf } from './evidence-words.js';
import { waterfall } from './waterfall.js';

/** Where the evidence comes from: every field's weight, one after the other, and what they come to. */
export function WaterfallCard({ match }: { match: PotentialMatch }) {
  const say = useTexts();
  const intl = useIntl();
  const drawn = waterfall(match.prior, match.evidence);
  const bits = (value: number) =>
    intl
      .formatNumber(value, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' })
      .replace('-', '−');
  const zero = { insetInlineStart: `${drawn.zero}%` };
  const place = ({ start, size }: { start: number; size: number }) => ({
    insetInlineStart: `${start}%`,
    inlineSize: `${Math.max(size, 0.6)}%`,
  });
  return (
    <section className="card">
      <h2>{say('match.where-from')}</h2>
      <ul className="waterfall">
        <li>
          <span>{say('match.starting-point')}</span>
          <span className="track" aria-hidden="true">
            <b style={zero} />
            <i className="unknown-bar" style={place(drawn.prior)} />
          </span>
          <span className="num muted">{bits(match.prior)}</span>
        </li>
        {drawn.bars.map((bar, index) => (
          <li key={index}>
            <span>{say.code('field', bar.evidence.field)}</span>
            <span className="track" aria-hidden="true">
              <b style={zero} />
              <i className={`${toneOf(bar.evidence.level)}-bar`} style={place(bar)} />
            </span>
            <span className="num">{bits(bar.evidence.weight)}</span>
          </li>
        ))}
        <li className="waterfall-total">
          <span>{say('match.together')}</span>
          <span className="track" aria-hidden="true">
            <b style={zero} />
            <em style={{ insetInlineStart: `${drawn.total}%` }} />
          </span>
          <span className="num">{bits(match.weight)}</span>
        </li>
      </ul>
      <details className="more">
        <summary>{say('match.how')}</summary>
        <p className="small">{say('match.how-words')}</p>
      </details>
    </section>
  );
}
