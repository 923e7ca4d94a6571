import { spellingOf } from '../text/spelling.js';

/** Small words of names, by what they do. All in folded Latin or in their own script; order and spelling are kept in the raw text. */

/** Letters of other scripts that stand for each other are written as words are folded, whichever of them a table has. */
const folded = (word: string): string => (/^[a-z\d]/.test(word) ? word : spellingOf(word));
const list = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(folded));

/** Between names, says nothing of who: articles and prepositions. */
export const LINKING = list(
  'al el ul ur as ash an ad at az ar es ed en il l d de del della delle dello dei degli der den des di da das do dos du la las le les lo los van von zu zum zur ten ter te het t s af av y e i und of the na ' +
    'der vom ibnu ould wuld uld wa ال ـال ול של',
);

/** What follows is the father's name (Arabic, Hebrew, Turkic, Somali, Malay). */
export const SON_OF = list(
  'bin ibn ben bn binti bint bent bte ould wuld uld walad ولد بن ابن بنت בן בת ibnu ap mac bar bat binte',
);

/** The word before is the father's name (Turkic, Caucasian). */
export const CHILD_AFTER = list('oglu oghlu ogli ugli uulu kizi qizi kyzy gyzy оглу оглы углы улы уулу кызы кизи');

/** Joined with the next word into one name: Abd al-Rahman, Abu Bakr, Umm Kulthum, Gebre Mariam. Words as `spellingOf` folds them. */
export const JOINING = new Map<string, string>(
  (
    [
      ...'abd abdul abdel abdal abdu abdoul abdol abdur abdus abdoel'.split(' ').map((word) => [word, 'abd'] as const),
      ...'abu abou abo'.split(' ').map((word) => [word, 'abu'] as const),
      ...'umm oum omm'.split(' ').map((word) => [word, 'umm'] as const),
      ...'عبد عبدول ابدول ابدل'.split(' ').map((word) => [word, 'عبد'] as const),
      // one name written in two halves, in Urdu, Persian and Pashto
      ...'بی بي'.split(' ').map((word) => [word, 'بی'] as const),
      ['ابو', 'ابو'],
      ['أبو', 'ابو'],
      ['ام', 'ام'],
      ['أم', 'ام'],
      ...'আব্দুল আবদুল আব্দুর আবদুর'.split(' ').map((word) => [word, 'আব্দ'] as const),
      ...'अब्दुल अब्दुर'.split(' ').map((word) => [word, 'अब्द'] as const),
      ...'абд абдул абдел абдур'.split(' ').map((word) => [word, 'абд'] as const),
      ...'עבד עבדול עבדל אבדול'.split(' ').map((word) => [word, 'עבד'] as const),
      ...'አብድ አብዱል አብደል'.split(' ').map((word) => [word, 'አብድ'] as const),
      ...'αμπντουλ αμπντελ αμπντ'.split(' ').map((word) => [word, 'αμπντ'] as const),
      ...'աբդուլ աբդ'.split(' ').map((word) => [word, 'աբդ'] as const),
      // Italian spelling, which says how the g is read; Haile is left out, because it is a name of its own as often
      ...'gebre ghebre gebra ghebra gabra gabre'.split(' ').map((word) => [word, 'ghebre'] as const),
      ...'wolde welde wolda welda walda walde'.split(' ').map((word) => [word, 'wolde'] as const),
      ['ገብረ', 'ገብረ'],
      ['ወልደ', 'ወልደ'],
    ] as const
  ).map(([word, joined]) => [folded(word), joined]),
);

/** Titles, honorifics, ranks: used when speaking of someone, left out on papers. */
export const TITLES = list(
  'mr mrs ms miss mister dr doctor prof professor sir lady lord dame rev reverend hon jr sr ii iii iv esq president minister monsieur madame mme mlle m herr frau senor senora don dona sheikh shaikh sheik shaykh cheikh ' +
    'haji hajji hadji hajj haj alhaji hajja mullah mulla molla maulavi mawlawi maulana moulavi qari kari hafiz ustad ustaz imam ayatollah seyyed sayyid sayed syed sayyed said general gen colonel col captain capt major maj lt sgt ' +
    'daw ato weizero woizero weyzero woizerit weyzerit qes sheekh xaaji xaajiyo macallin marwo hajiyo malam mallam malama hajiya haci bay bayan bwana mzee mama papa maman maitre sra aghle aghla shaghalai khaghalai aqa aqai aqaye janab jenab mohtarma muhtarma sri shri smt baronet bart baron earl duke count countess duchess viscount marquess 1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th ' +
    'الشيخ شيخ الحاج حاج حاجی السيد سید الدكتور دكتور دکتر ملا مولوی قاري ښاغلی ښاغلي آغلې اغلې اغلي آقای اقای آقا جناب محترمہ محترمه አቶ ወይዘሮ ወይዘሪት ወሮ ወሪት ሼክ ሼኽ ሼህ ሐጂ ሀጂ ቄስ ኣይተ ቀሺ ዶክተር ဦး ဒေါ် မောင် д-р г-н господин госпожа пан пані պարոն տիկին ბატონი ქალბატონი מר הרב גברת হাজী জনাব মৌলভী মিসেস السيدة الحاجة حاجي',
);

/**
 * Added to a name out of courtesy, or in place of a family name: said by one, left out by the next, and borne by so many that it tells
 * next to nothing (Persian, Pashto, Urdu, Bengali).
 */
export const COURTESY = list(
  'khan khaan jan jaan bibi beebi begum begam begom khatun khatoon khanum khanom khanam bano banu banoo agha ' +
    'خان جان بیبی بيبي بیگم بېگم خاتون خانم بانو اغا আক্তার বেগম খাতুন বিবি খান',
);

/** Honorifics only where they open a name of more words: U Thant, Ko Ko Gyi, Ma Su. */
export const OPENING_TITLES = list('u ko ma maung naw saw sai nang mg ကို မ');

/** Endings that turn a father's name into a patronymic; what stays is the father's name or close to it. */
const PATRONYMIC =
  /^(.{3,}?)(?:[oe]vich|[oe]vitch|[oe]vic|[oe]wicz|ovych|[oey]vna|[oiy]vna|ovna|ichna|inichna|yevna|evna|sson|sdottir|dottir|zadeh|zade|zada|oglu|oghlu|pour|pur|nejad|nezhad|ович|евич|овна|евна|ична|івна|ївна|ович|ойвич)$/;

/** The part before a patronymic ending; `undefined` where the word has none. */
export function fatherStem(word: string): string | undefined {
  return PATRONYMIC.exec(word)?.[1];
}
