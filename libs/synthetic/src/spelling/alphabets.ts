import { byLetters, bySound, AS_WRITTEN, type Letters } from './scheme.js';

const CYRILLIC: Letters = {
  а: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', д: 'd', е: 'e', ё: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'i', і: 'i', ї: 'i', й: 'i', к: 'k', л: 'l', м: 'm',
  н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: 'ie', ы: 'y', ь: '', э: 'e',
  ю: 'iu', я: 'ia', ʼ: '', "'": '',
}; // prettier-ignore

/** The letters Ukrainian reads otherwise than Russian. */
const UKRAINIAN: Letters = {
  ...CYRILLIC,
  г: 'h',
  и: 'y',
  '#є': 'ye',
  '#ї': 'yi',
  '#й': 'y',
  '#ю': 'yu',
  '#я': 'ya',
  зг: 'zgh',
};
const BY_EAR: Letters = {
  ...CYRILLIC, й: 'y', ю: 'yu', я: 'ya', ё: ['yo', 'e'], '#е': ['ye', 'e'], х: ['kh', 'h'], ый: 'y', ий: ['y', 'iy', 'i'], щ: ['sh', 'shch', 'sch'],
}; // prettier-ignore
const FRENCH: Letters = {
  ...CYRILLIC,
  у: 'ou',
  ш: 'ch',
  ч: 'tch',
  ж: 'j',
  ю: 'iou',
  щ: 'chtch',
  ц: 'ts',
  ий: 'i',
  ин: 'ine',
  х: 'kh',
};
const GERMAN: Letters = {
  ...CYRILLIC,
  в: 'w',
  ж: 'sch',
  х: 'ch',
  ц: 'z',
  ч: 'tsch',
  ш: 'sch',
  щ: 'schtsch',
  й: 'j',
  ю: 'ju',
  я: 'ja',
  з: 's',
};
const POLISH: Letters = {
  ...CYRILLIC,
  в: 'w',
  ж: 'ż',
  х: 'ch',
  ц: 'c',
  ч: 'cz',
  ш: 'sz',
  щ: 'szcz',
  й: 'j',
  ю: 'ju',
  я: 'ja',
  г: 'h',
  и: 'y',
};

export const RUSSIAN_IN_LATIN = [
  byLetters('passport (ICAO 9303)', CYRILLIC),
  byLetters('English, by ear', BY_EAR),
  byLetters('French (passports before 1997)', FRENCH),
  byLetters('German', GERMAN),
];
export const UKRAINIAN_IN_LATIN = [
  byLetters('passport (resolution 55 of 2010)', UKRAINIAN),
  byLetters('English, by ear', BY_EAR, { г: 'h', и: ['y', 'i'] }),
  byLetters('Polish', POLISH),
  bySound('by way of Russian', { ...lowered(CYRILLIC) }),
  byLetters('German', GERMAN, { г: 'h', и: 'y' }),
];

/** A table that also reads capitals, for sounds that are kept as a spelling. */
function lowered(table: Letters): Letters {
  return Object.fromEntries(
    Object.entries(table).flatMap(([key, value]) => [
      [key, value],
      [key.toUpperCase(), value],
    ]),
  );
}

const GEORGIAN: Letters = {
  ა: 'a', ბ: 'b', გ: 'g', დ: 'd', ე: 'e', ვ: 'v', ზ: 'z', თ: 't', ი: 'i', კ: 'k', ლ: 'l', მ: 'm', ნ: 'n', ო: 'o', პ: 'p', ჟ: 'zh', რ: 'r', ს: 's',
  ტ: 't', უ: 'u', ფ: 'p', ქ: 'k', ღ: 'gh', ყ: 'q', შ: 'sh', ჩ: 'ch', ც: 'ts', ძ: 'dz', წ: 'ts', ჭ: 'ch', ხ: 'kh', ჯ: 'j', ჰ: 'h',
}; // prettier-ignore
export const GEORGIAN_IN_LATIN = [
  byLetters('national system of 2002', GEORGIAN),
  byLetters('by ear', GEORGIAN, { ყ: ['k', 'kh'], ფ: ['ph', 'f', 'p'], ღ: ['g', 'gh'], ხ: ['kh', 'h'], თ: ['th', 't'], ც: ['c', 'ts'], ჯ: ['dj', 'j'] }),
  byLetters('German', GEORGIAN, { ვ: 'w', შ: 'sch', ჩ: 'tsch', ჭ: 'tsch', ხ: 'ch', ჯ: 'dsch', ც: 'z', წ: 'z', ჟ: 'sch', ზ: 's', ფ: 'ph', თ: 't' }),
  byLetters('by way of Russian', GEORGIAN, { ჰ: 'g', ყ: 'k', ღ: 'g', ძ: 'dz', წ: 'ts', ფ: 'p', ჯ: 'dzh', შვილი: 'shvili' }),
]; // prettier-ignore

const ARMENIAN: Letters = {
  ա: 'a', բ: 'b', գ: 'g', դ: 'd', ե: 'e', '#ե': 'ye', զ: 'z', է: 'e', ը: 'y', թ: 't', ժ: 'zh', ի: 'i', լ: 'l', խ: 'kh', ծ: 'ts', կ: 'k', հ: 'h',
  ձ: 'dz', ղ: 'gh', ճ: 'ch', մ: 'm', յ: 'y', ն: 'n', շ: 'sh', ո: 'o', '#ո': 'vo', չ: 'ch', պ: 'p', ջ: 'j', ռ: 'r', ս: 's', վ: 'v', տ: 't', ր: 'r',
  ց: 'ts', ու: 'u', փ: 'p', ք: 'k', և: 'ev', օ: 'o', ֆ: 'f', ւ: 'v', յան: 'yan', եա: 'ia',
}; // prettier-ignore
/** Western Armenian reads these letters the other way round. */
const WESTERN: Letters = {
  բ: 'p',
  պ: 'b',
  գ: 'k',
  կ: 'g',
  դ: 't',
  տ: 'd',
  ծ: 'dz',
  ձ: 'ts',
  ճ: 'dj',
  ջ: 'ch',
  յան: 'ian',
};
export const ARMENIAN_IN_LATIN = [
  byLetters('passport', ARMENIAN),
  byLetters('by ear', ARMENIAN, {
    ղ: ['gh', 'g'],
    խ: ['kh', 'h'],
    '#ե': ['e', 'ye'],
    յան: ['ian', 'yan', 'jan'],
    ջ: ['j', 'dj'],
  }),
  byLetters('Western', ARMENIAN, WESTERN),
  byLetters('French', ARMENIAN, { շ: 'ch', չ: 'tch', ու: 'ou', յան: 'ian', ժ: 'j', ջ: 'dj' }),
  byLetters('by way of Russian', ARMENIAN, { հ: ['g', ''], ղ: 'g', '#ե': 'e', ջ: 'dzh', խ: 'kh', '#ո': 'vo' }),
];

const TURKISH_BY_EAR: Letters = {
  ş: 'sh',
  ç: 'ch',
  c: 'j',
  ğ: ['g', ''],
  ı: 'i',
  ö: ['o', 'oe'],
  ü: ['u', 'ue'],
  j: 'zh',
  â: 'a',
  î: 'i',
};
export const TURKISH_IN_LATIN = [AS_WRITTEN, AS_WRITTEN, byLetters('English, by ear', TURKISH_BY_EAR)];

/** Somali and Hausa keep an own orthography beside the usual English one, which the lists give as the sound. */
const ENGLISH_LATIN: Letters = { aa: 'a', ee: ['e', 'ee'], oo: ['o', 'oo'], ii: ['i', 'ee'], uu: ['u', 'oo'] };
export const SOMALI_IN_LATIN = [
  bySound('English', ENGLISH_LATIN),
  AS_WRITTEN,
  bySound('by ear', ENGLISH_LATIN, {
    q: 'k',
    kh: ['h', 'k'],
    w: 'w',
    dh: 'd',
    ss: ['s', 'ss'],
    mm: ['m', 'mm'],
    'ed#': ['ed', 'ad'],
  }),
];
export const HAUSA_IN_LATIN = [
  AS_WRITTEN,
  AS_WRITTEN,
  bySound('by ear', { ts: ['s', 'ts'], sh: 's', 'u#': 'u', ou: 'u', c: 'ch' }),
];
export const SWAHILI_IN_LATIN = [
  AS_WRITTEN,
  AS_WRITTEN,
  AS_WRITTEN,
  bySound('by ear', { '#j': ['dj', 'j'], w: ['ou', 'w'], z: 'z', dh: 'd', h: ['h', ''], r: ['r', 'l'] }),
];

const BENGALI_BY_EAR: Letters = {
  aa: 'a',
  v: ['v', 'bh'],
  ee: ['i', 'ee'],
  oo: ['u', 'oo'],
  z: ['z', 'j'],
  sh: ['sh', 's'],
  q: ['q', 'k'],
  au: ['au', 'ou'],
};
export const BENGALI_IN_LATIN = [
  bySound('usual', {
    aa: 'a',
    ee: 'i',
    oo: 'u',
    'a#': ['a', 'ah'],
    'md.': ['Md', 'Md.', 'Mohammad', 'Mohammed', 'Muhammad'],
    mst: ['Mst', 'Mosammat', 'Most'],
  }),
  bySound('by ear', BENGALI_BY_EAR, { 'md.': ['Mohammad', 'Md'], mst: ['Mosammat', 'Mst'] }),
];
export const BURMESE_IN_LATIN = [
  bySound('usual', { 'ay': ['aye', 'ay'], ai: ['ai', 'ine'] }),
  bySound('by ear', { kyaw: ['Kyaw', 'Kyo', 'Jaw'], htut: ['Htoot', 'Htut'], ay: ['Ay', 'E', 'Aye'], th: ['th', 't'], ht: ['t', 'ht'], hp: ['p', 'ph'], ky: ['ky', 'ch'], gy: ['gy', 'j'], hl: ['l', 'hl'], aung: ['aung', 'ong'], ein: ['ein', 'ain'] }),
]; // prettier-ignore
