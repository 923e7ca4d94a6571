import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { directionOf, LANGUAGES, loadCatalogue, useLanguage, useTexts, type Language } from '../app/texts.js';
import { Check } from '../ui/choices.js';
import { Select } from '../ui/field.js';

/** Kept with each basis, so that one can later tell what a person was told. */
export const NOTICE_VERSION = '2026-11';
const PARAGRAPHS = ['who', 'why', 'share', 'authorities', 'change', 'free'] as const;

interface NoticeProps {
  given: boolean;
  language: string;
  onChange: (given: boolean, language: Language) => void;
}

/** The information notice, to read out or to turn the screen around; in the language of the person who hears it. */
export function InformationNotice({ given, language, onChange }: NoticeProps) {
  const say = useTexts();
  const own = useLanguage().language;
  const [read, setRead] = useState<Language>(language in LANGUAGES ? (language as Language) : own);
  const { data: texts } = useQuery({
    queryKey: ['catalogue', read],
    queryFn: () => loadCatalogue(read),
    staleTime: Infinity,
  });
  return (
    <section className="card">
      <div className="group">
        <h3>{say('notice.title')}</h3>
        <Select
          label={say('notice.language')}
          quiet
          value={read}
          options={Object.keys(LANGUAGES) as Language[]}
          nameOf={(one) => LANGUAGES[one]}
          onChange={(one) => {
            if (!one) return;
            setRead(one);
            if (given) onChange(true, one);
          }}
        />
      </div>
      <div className="notice" lang={read} dir={directionOf(read)} aria-live="polite">
        {texts && PARAGRAPHS.map((paragraph) => <p key={paragraph}>{texts[`notice.${paragraph}`]}</p>)}
      </div>
      <Check
        label={say('notice.given')}
        path="informationNoticeGiven"
        checked={given}
        onChange={(now) => onChange(now, read)}
      />
    </section>
  );
}
