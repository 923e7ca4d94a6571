import type { StandingBasis } from '../api/rights.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { Pill } from '../ui/words.js';

/** Which grounds of a person do not hold now or not for ever, and that none does where that is so. */
export function BasisStates({ bases }: { bases: readonly StandingBasis[] }) {
  const say = useTexts();
  const dates = useDates();
  const told = bases.filter(({ state, on }) => state !== 'standing' || on);
  if (told.length === 0) return null;
  return (
    <>
      <ul className="pills basis-states">
        {told.map(({ id, state, on, legalBasis, ownNo }) => (
          <li key={id}>
            <Pill tone={state === 'standing' ? 'plain' : 'differ'} sign={state === 'standing' ? '' : '⊘'}>
              {say(`legal-basis.${legalBasis}`)}
              {' · '}
              {say(`basis-state.${state === 'withdrawn' && ownNo === 'object' ? 'objected' : state}`, {
                day: on ? dates.day(on) : '',
              })}
            </Pill>
          </li>
        ))}
      </ul>
      {bases.every(({ state }) => state !== 'standing') && <p className="basis-none">{say('basis.none-stands')}</p>}
    </>
  );
}
