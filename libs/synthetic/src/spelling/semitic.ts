import { bySound, type Letters } from './scheme.js';

/** Sounds that no scheme without diacritics tells apart. */
const PLAIN: Letters = {
  ḥ: 'h', ṣ: 's', ḍ: 'd', ṭ: 't', ẓ: 'z', ʿ: '', ʾ: '', ā: 'a', ī: 'i', ū: 'u', ḵ: 'kh', ġ: 'gh', š: 'sh', ǧ: 'j', ḏ: 'dh', ṯ: 'th',
  č: 'ch', ž: 'zh', ē: 'e', ō: 'o', ṛ: 'r', ḷ: 'l', ṇ: 'n', 'ʿabdal~': 'Abd al-', 'al~dīn': ' al-Din', 'al-': 'al-', '~': '',
}; // prettier-ignore

const ENGLISH: Letters = {
  ...PLAIN,
  ī: ['i', 'ee'], ū: ['u', 'oo', 'ou'], ay: ['ay', 'ai', 'ei'], aw: ['aw', 'au'], u: ['u', 'o'], 'a#': ['a', 'ah'], q: ['q', 'k'],
  ḏ: ['dh', 'th', 'z'], ṯ: ['th', 't'], ẓ: ['z', 'dh'], 'iyya#': ['iya', 'iyah', 'ia'], 'iyy': ['iy', 'y'], ss: ['ss', 's'], mm: ['mm', 'm'],
  'ʿabdal~': ['Abdul ', 'Abdul', 'Abdel ', 'Abd al-', 'Abdal'], 'al~dīn': ['uddin', 'eddin', ' al-Din', 'aldin'],
  'al-': ['Al-', 'Al ', 'al-', 'Al'], 'muḥammad': ['Mohammed', 'Mohammad', 'Muhammad', 'Mohamed', 'Mhd'],
}; // prettier-ignore

const FRENCH: Letters = {
  ...PLAIN,
  š: 'ch', ǧ: ['dj', 'j'], ū: 'ou', u: ['ou', 'o'], 'w': ['ou', 'w'], aw: ['aou', 'ao'], ay: ['ai', 'ei'], ġ: ['gh', 'r'], 'q': ['k', 'q'],
  ī: ['i', 'y'], yy: ['y', 'i'], 'a#': ['a', 'ah'], ḏ: ['dh', 'd'], ṯ: ['th', 't'], mm: ['mm', 'm'],
  'ʿabdal~': ['Abdel ', 'Abdel', 'Abd El '], 'al~dīn': ['eddine', 'edine', ' Eddine'], 'al-': ['El ', 'Al ', 'El'],
  'muḥammad': ['Mohamed', 'Mohammed', 'Mouhamed'],
}; // prettier-ignore

const EGYPTIAN: Letters = {
  ...PLAIN,
  ǧ: ['g', 'j'], u: ['o', 'u'], i: ['e', 'i'], ay: ['ei', 'ai', 'e'], aw: ['o', 'aw'], ṯ: ['th', 's'], ḏ: ['z', 'd'], q: ['k', 'q'],
  'a#': ['a', 'ah'], ī: ['i', 'ee'], ū: ['ou', 'oo', 'u'],
  'ʿabdal~': ['Abdel ', 'Abdel', 'Abd El '], 'al~dīn': ['eldin', ' El Din', 'eldeen'], 'al-': ['El ', 'El-', 'Al '],
  'muḥammad': ['Mohamed', 'Mohammed', 'Mohamad'],
}; // prettier-ignore

const GERMAN: Letters = {
  ...PLAIN,
  š: ['sch', 'sh'], ǧ: ['dsch', 'j'], ḵ: ['ch', 'kh'], 'y': ['j', 'y'], ay: ['ai', 'ei'], aw: 'au', q: ['k', 'q'], č: ['tsch', 'ch'],
  'ʿabdal~': ['Abdul ', 'Abdul'], 'al~dīn': ['uddin', 'eddin'], 'al-': ['Al ', 'Al-'], 'muḥammad': ['Mohammed', 'Mohammad'],
}; // prettier-ignore

export const ARABIC_IN_LATIN = [
  bySound('English', ENGLISH),
  bySound('French', FRENCH),
  bySound('Egyptian', EGYPTIAN),
  bySound('scholarly, marks dropped', PLAIN),
  bySound('German', GERMAN),
];

/** Persian, Dari, Pashto and Urdu; o and e are their own vowels, v and w one letter. */
const PERSIAN: Letters = {
  ...PLAIN,
  ā: ['a', 'aa'], ī: ['i', 'ee'], ū: ['u', 'oo'], e: ['e', 'i'], o: ['o', 'u'], q: ['q', 'gh'], ġ: ['gh', 'g'], v: ['w', 'v'],
  ay: ['ai', 'ay', 'ey'], 'a#': ['a', 'ah'], 'ollāh': ['ullah', 'ollah', 'ulla'], 'oddīn': ['uddin', 'oddin', 'eddin'],
  'mohammad': ['Mohammad', 'Mohammed', 'Muhammad', 'Mohamad'],
}; // prettier-ignore
const IRANIAN: Letters = {
  ...PLAIN,
  ū: ['ou', 'oo'],
  q: 'gh',
  ay: 'ey',
  ollāh: 'ollah',
  oddīn: ['oddin', 'eddin'],
  a: 'a',
  ā: ['a', 'aa'],
};
const SUBCONTINENT: Letters = {
  ...PERSIAN, v: ['w', 'v'], ē: ['e', 'ay'], ō: ['o', 'au'], z: ['z', 'j'], mohammad: ['Muhammad', 'Mohammad', 'Mohd'], 'ā#': ['a', 'ah'],
}; // prettier-ignore
const PERSIAN_FRENCH: Letters = {
  ...PLAIN,
  š: 'ch',
  ū: 'ou',
  o: ['o', 'ou'],
  ǧ: ['dj', 'j'],
  č: 'tch',
  ay: 'ai',
  mohammad: 'Mohammad',
};

export const PERSIAN_IN_LATIN = [
  bySound('English, by ear', PERSIAN),
  bySound('Iranian passport', IRANIAN),
  bySound('German', GERMAN),
  bySound('French', PERSIAN_FRENCH),
];
export const URDU_IN_LATIN = [bySound('subcontinent', SUBCONTINENT), bySound('English, by ear', PERSIAN)];

const HEBREW: Letters = {
  ...PLAIN,
  š: 'sh', ḥ: ['h', 'ch'], ḵ: ['ch', 'kh'], c: ['tz', 'ts', 'z'], y: 'y', q: 'k', 'a#': ['a', 'ah'], ī: ['i', 'ee'], v: 'v',
}; // prettier-ignore
const HEBREW_GERMAN: Letters = { ...HEBREW, š: 'sch', c: 'z', y: 'j', v: ['w', 'v'], ḥ: 'ch' };
const HEBREW_ACADEMY: Letters = { ...PLAIN, ḥ: 'h', ḵ: 'kh', c: 'ts', q: 'k' };
export const HEBREW_IN_LATIN = [
  bySound('passport', HEBREW),
  bySound('Academy', HEBREW_ACADEMY),
  bySound('German', HEBREW_GERMAN),
];

/** ä is the first order's vowel, ə the sixth's. */
const ETHIOPIC: Letters = {
  ʾ: '', ä: ['e', 'a'], ə: ['i', 'e'], š: 'sh', č: 'ch', ñ: 'gn', ǧ: 'j', ṭ: 't', ṣ: ['ts', 's'], q: ['k', 'q'], č̣: 'ch', ʿ: '', ḥ: 'h', ṗ: 'p', ž: 'zh',
  'ya': ['ia', 'ya'], ē: ['e', 'ie'], w: 'w',
}; // prettier-ignore
const ETHIOPIC_ITALIAN: Letters = {
  ...ETHIOPIC,
  š: ['sc', 'sh'],
  č: 'c',
  k: ['ch', 'k'],
  w: ['u', 'w'],
  q: 'k',
  ñ: 'gn',
  ǧ: 'g',
};
const ETHIOPIC_PLAIN: Letters = { ...ETHIOPIC, ä: 'a', ə: 'e', q: 'q', ṣ: 's', ya: 'ya', ē: 'e', ñ: 'ny' };
export const ETHIOPIC_IN_LATIN = [
  bySound('English, by ear', ETHIOPIC),
  bySound('plain', ETHIOPIC_PLAIN),
  bySound('Italian', ETHIOPIC_ITALIAN),
];
