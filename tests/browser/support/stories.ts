import type { Language } from './catalogue.js';

/** Who is told about in the browser. Everybody is invented. */
export interface Story {
  language: Language;
  enquirer: string;
  sought: string;
  mother: string;
  /** The same person, as somebody else wrote it. */
  registered: string;
  registeredMother: string;
  birth: { day: string; month: string; year: string };
  place: string;
  told: string;
  reason: string;
  agreed: string;
}

export const STORIES: Record<Language, Story> = {
  en: {
    language: 'en',
    enquirer: 'Zeinab Idris Tawfig',
    sought: 'Yusra Idris Tawfig',
    mother: 'Mariam Osman',
    registered: 'Yousra Idrees Tawfiq',
    registeredMother: 'Maryam Othman',
    birth: { day: '14', month: '3', year: '1996' },
    place: 'El Fasher',
    told: 'She stayed behind to look after our mother. The road was closed the next morning.',
    reason: 'Name, day of birth and mother agree.',
    agreed: 'I asked about the mother again; it fits.',
  },
  ar: {
    language: 'ar',
    enquirer: 'هالة الطيب حامد',
    sought: 'ياسر الطيب حامد',
    mother: 'سعاد بشير',
    registered: 'Yasir Altayeb Hamid',
    registeredMother: 'Suad Bashir',
    birth: { day: '9', month: '7', year: '1991' },
    place: 'الأبيض',
    told: 'خرج ليبحث عن الماء ولم يعد.',
    reason: 'الاسم ويوم الميلاد والأم متطابقة.',
    agreed: 'أوافق، الأم هي نفسها.',
  },
};
