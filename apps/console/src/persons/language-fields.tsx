import { useIntl } from 'react-intl';
import { useTexts } from '../app/texts.js';
import { Select } from '../ui/field.js';
import { byName, displayName } from './codes.js';

/** The languages someone speaks: choose one to add it, press one to take it away. */
export function LanguageFields({
  codes,
  path,
  onChange,
}: {
  codes: string[];
  path: string;
  onChange: (codes: string[]) => void;
}) {
  const say = useTexts();
  const { locale } = useIntl();
  return (
    <div className="languages">
      <Select
        label={say('person.languages')}
        path={path}
        value=""
        empty={say('language.add')}
        options={byName(locale, 'language').filter((code) => !codes.includes(code))}
        nameOf={(code) => displayName(locale, 'language', code)}
        onChange={(code) => code && onChange([...codes, code])}
      />
      {codes.length > 0 && (
        <ul className="chips">
          {codes.map((code) => (
            <li key={code}>
              {displayName(locale, 'language', code)}
              <button
                type="button"
                aria-label={say('action.remove-what', { what: displayName(locale, 'language', code) })}
                onClick={() => onChange(codes.filter((one) => one !== code))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
