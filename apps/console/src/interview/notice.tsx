import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readNotices } from '../api/relink.js';
import { LANGUAGES, useLanguage, useTexts } from '../app/texts.js';
import { Check } from '../ui/choices.js';
import { Select } from '../ui/field.js';

/** Which notice was given: kept with the basis, so that one can later tell what a person was told. */
export interface GivenNotice {
  version: string;
  language: string;
}

interface NoticeProps {
  given: boolean;
  language: string;
  onChange: (given: boolean, notice: GivenNotice) => void;
}

/** The Society's information notice, to read out or to turn the screen around; in the language of the person who hears it. */
export function InformationNotice({ given, language, onChange }: NoticeProps) {
  const say = useTexts();
  const own = useLanguage().language;
  const [chosen, choose] = useState(language || own);
  const { data: notices = [] } = useQuery({ queryKey: ['information-notices'], queryFn: readNotices });
  const shown = notices.find((notice) => notice.language === chosen) ?? notices[0];
  return (
    <section className="card">
      <div className="group">
        <h3>{say('notice.title')}</h3>
        <Select
          label={say('notice.language')}
          quiet
          value={shown?.language ?? chosen}
          options={notices.map((notice) => notice.language)}
          nameOf={nameOf}
          onChange={(one) => {
            const notice = notices.find((other) => other.language === one);
            if (!notice) return;
            choose(notice.language);
            if (given) onChange(true, notice);
          }}
        />
      </div>
      <div className="notice" lang={shown?.language} aria-live="polite">
        {shown?.text.split(/\n{2,}/).map((paragraph, index) => (
          <p key={index} dir="auto">
            {paragraph}
          </p>
        ))}
      </div>
      {shown && (
        <Check
          label={say('notice.given')}
          path="informationNoticeGiven"
          checked={given}
          onChange={(now) => onChange(now, shown)}
        />
      )}
    </section>
  );
}

/** A language by its own name. */
function nameOf(language: string): string {
  if (language in LANGUAGES) return LANGUAGES[language as keyof typeof LANGUAGES];
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}
