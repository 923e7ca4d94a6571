import type { BasisInput } from '../api/types.js';
import { useTexts } from '../app/texts.js';

/** On what ground this person's data is used, and for what. */
export function BasisLine({ basis }: { basis: BasisInput | undefined }) {
  const say = useTexts();
  if (!basis) return <p className="basis-line basis-none">{say('basis.none-recorded')}</p>;
  const purposes = basis.purposes.map((purpose) => say(`purpose.${purpose}`));
  return (
    <p className="basis-line small">
      <b>{say(`legal-basis.${basis.legalBasis}`)}</b>
      {' · '}
      {say(`given-by.${basis.givenBy}`)}
      <br />
      <span className="muted">{purposes.join(' · ')}</span>
      {basis.rationale && (
        <>
          <br />
          <span className="muted" dir="auto">
            {basis.rationale}
          </span>
        </>
      )}
    </p>
  );
}
