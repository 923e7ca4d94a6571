import { useIntl } from 'react-intl';
import type { FamilyLetter } from '../api/types.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { displayName } from '../persons/codes.js';
import { Facts } from '../ui/facts.js';
import { AsWritten } from '../ui/words.js';

/** What was written, the last first. */
export function Letters({ letters }: { letters: FamilyLetter[] }) {
  const say = useTexts();
  const dates = useDates();
  return (
    <ol className="timeline">
      {letters.map((letter) => (
        <li key={letter.id} className={letter.by ? 'ours' : undefined}>
          <b>{say.code('letter', letter.kind)}</b>
          <div className="muted small">
            {letter.by ? letter.by.name : say('family.family')} ·{' '}
            <time dateTime={letter.at}>{dates.moment(letter.at)}</time>
          </div>
          <Content letter={letter} />
        </li>
      ))}
    </ol>
  );
}

function Content({ letter: { content } }: { letter: FamilyLetter }) {
  const say = useTexts();
  const intl = useIntl();
  const { contact, value, old, language, time, days, purpose, right, text } = content;
  const when = [time && say.code('safe-time', time), days && say.code('safe-days', days)].filter(
    (part): part is string => Boolean(part),
  );
  return (
    <>
      <Facts
        facts={[
          [contact ? say.code('contact-kind', contact) : '', value && <AsWritten>{value}</AsWritten>],
          [say('letter.old'), old && say.code('letter.old', old)],
          [say('letter.when'), when.length > 0 && intl.formatList(when, { type: 'unit' })],
          [say('contact.language'), language && displayName(intl.locale, 'language', language)],
          [say('letter.purpose'), purpose && say.code('purpose', purpose)],
          [say('letter.right'), right && say.code('letter.right', right)],
        ]}
      />
      {text && (
        <p className="as-told" dir="auto">
          {text}
        </p>
      )}
    </>
  );
}
