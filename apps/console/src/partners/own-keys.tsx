import { useQuery } from '@tanstack/react-query';
import { readOwnKeys } from '../api/exchange-desk.js';
import type { OwnKeys } from '../api/exchange-types.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { Facts } from '../ui/facts.js';
import { Empty, Loaded } from '../ui/states.js';
import { Pill, Reference } from '../ui/words.js';
import { toldAs } from './told-keys.js';

/** What we are known by: read out on the telephone, letter by letter, and sent as it is. */
export function OwnKeysCard() {
  const say = useTexts();
  const query = useQuery({ queryKey: ['own-keys'], queryFn: ({ signal }) => readOwnKeys(signal) });
  return (
    <section className="card">
      <h2>{say('own-keys.title')}</h2>
      <p className="muted">{say('own-keys.words')}</p>
      <Loaded query={query}>
        {(own) => (own.keys.length === 0 ? <Empty title={say('own-keys.none')} /> : <ToBeRead own={own} />)}
      </Loaded>
    </section>
  );
}

function ToBeRead({ own }: { own: OwnKeys }) {
  const say = useTexts();
  const dates = useDates();
  return (
    <>
      <Facts
        facts={[
          [say('own-keys.code'), <Reference key="c">{own.society}</Reference>],
          [
            say('own-keys.address'),
            <span key="a" dir="ltr" className="wrap">
              {own.address}
            </span>,
          ],
        ]}
      />
      <ol className="read-out">
        {own.keys.map((key) => (
          <li key={key.kid}>
            <h3>
              {say(`key-use.${key.use}`)}{' '}
              {key.valid ? (
                <Pill tone="agree" sign="✓">
                  {say('partner.key-valid')}
                </Pill>
              ) : (
                <Pill tone="unknown" sign="–">
                  {say('partner.key-not-valid')}
                </Pill>
              )}
            </h3>
            <p className="letters" dir="ltr">
              {key.fingerprint.split(' ').map((group, at) => (
                <code key={at}>{group}</code>
              ))}
            </p>
            <p className="muted small">
              {say('partner.key-dates', { from: dates.day(key.from), until: dates.day(key.until) })}
            </p>
          </li>
        ))}
      </ol>
      <details>
        <summary>{say('own-keys.to-send')}</summary>
        <p className="muted small">{say('own-keys.to-send-words')}</p>
        <pre className="copied" dir="ltr" tabIndex={0}>
          {toldAs(own)}
        </pre>
      </details>
    </>
  );
}
