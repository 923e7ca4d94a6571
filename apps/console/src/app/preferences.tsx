import { useState } from 'react';
import { Select } from '../ui/field.js';
import { appearance, APPEARANCES, applyAppearance } from './appearance.js';
import { LANGUAGES, useLanguage, useTexts, type Language } from './texts.js';

/** Language and appearance; on the sign-in page and in the menu. */
export function Preferences() {
  const say = useTexts();
  const { language, choose } = useLanguage();
  const [look, setLook] = useState(appearance);
  return (
    <div className="preferences">
      <Select
        label={say('preferences.language')}
        quiet
        value={language}
        options={Object.keys(LANGUAGES) as Language[]}
        nameOf={(one) => LANGUAGES[one]}
        onChange={(one) => one && choose(one)}
      />
      <Select
        label={say('preferences.appearance')}
        quiet
        value={look}
        options={APPEARANCES}
        nameOf={(one) => say(`appearance.${one}`)}
        onChange={(one) => {
          if (!one) return;
          applyAppearance(one);
          setLook(one);
        }}
      />
    </div>
  );
}
