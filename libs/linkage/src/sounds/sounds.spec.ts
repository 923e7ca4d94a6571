import { wordOf } from '../names/words.js';
import { compareWords } from '../names/compare-words.js';
import { fromZawgyi } from '../text/zawgyi.js';
import { readings } from './lattice.js';
import { readWord } from './read-word.js';

/** Names that everyone in that language would take for the same, written at home and abroad. */
const SAME_NAME: Record<string, readonly (readonly [string, string])[]> = {
  Arabic: [['محمد', 'Mohammed'], ['يوسف', 'Yousef'], ['فاطمة', 'Fatima'], ['خديجة', 'Khadija'], ['عبدالرحمن', 'Abdulrahman'], ['حسین', 'Hussein'], ['زينب', 'Zainab'], ['بلقيس', 'Balqis'], ['ياسمين', 'Yasmin'], ['شهرزاد', 'Shahrzad']],
  'Persian, Urdu, Pashto': [['پرویز', 'Parviz'], ['ژاله', 'Zhaleh'], ['گلنار', 'Golnar'], ['چنگیز', 'Changiz'], ['ٹیپو', 'Tipu'], ['ګلالۍ', 'Gulalai'], ['موسوی', 'Mousavi'], ['جواد', 'Javad'], ['ضیا', 'Ziya'], ['نواز', 'Nawaz']],
  Hebrew: [['משה', 'Moshe'], ['שלמה', 'Shlomo'], ['יצחק', 'Yitzhak'], ['נתניהו', 'Netanyahu'], ["ג'ורג'", 'George'], ['צבי', 'Tzvi'], ['פנחס', 'Pinchas']],
  'Russian and Ukrainian': [['Сергей', 'Sergei'], ['Щербаков', 'Shcherbakov'], ['Хрущёв', 'Khrushchev'], ['Юлия', 'Yulia'], ['Зеленський', 'Zelenskyy'], ['Ольга', 'Olga'], ['Їжакевич', 'Yizhakevych']],
  Serbian: [['Вучић', 'Vučić'], ['Ђорђе', 'Đorđe'], ['Његош', 'Njegoš']],
  Ethiopic: [['አበበ', 'Abebe'], ['ተስፋዬ', 'Tesfaye'], ['ገብረ', 'Gebre'], ['ዮሐንስ', 'Yohannes'], ['ጸጋዬ', 'Tsegaye']],
  'Somali in its own spelling': [['Cabdiqaadir', 'Abdikadir'], ['Caasha', 'Asha'], ['Jaamac', 'Jama'], ['Faarax', 'Farah'], ['Ismaaciil', 'Ismail']],
  'Tigrinya in Arabic letters': [['ሃይለ', 'هايل']],
  Japanese: [['優斗', 'Yuto'], ['健太郎', 'Kentaro'], ['美咲', 'Misaki'], ['千春', 'Chiharu'], ['直人', 'Naoto'], ['玲奈', 'Reina']],
  Burmese: [['အောင်', 'Aung'], ['ကျော်', 'Kyaw'], ['မြင့်', 'Myint'], ['သန်း', 'Than'], ['ထွန်း', 'Tun'], ['ခင်', 'Khin'], ['ဇာ', 'Zar'], ['သန္တာ', 'Thandar'], ['ချို', 'Cho']],
  Devanagari: [['सुनीता', 'Sunita'], ['कृष्ण', 'Krishna'], ['फ़ातिमा', 'Fatima'], ['गांधी', 'Gandhi'], ['राम', 'Ram']],
  Bengali: [['রহিমা', 'Rahima'], ['সুমন', 'Suman'], ['করিম', 'Karim'], ['মোঃ', 'Md'], ['মোছাঃ', 'Mosammat']],
  Greek: [['Γιώργος', 'Giorgos'], ['Παπαδόπουλος', 'Papadopoulos'], ['Ευαγγελία', 'Evangelia']],
  Armenian: [['Գրիգորյան', 'Grigoryan'], ['Հովհաննիսյան', 'Hovhannisyan'], ['Արմեն', 'Armen']],
  Georgian: [['გიორგი', 'Giorgi'], ['სააკაშვილი', 'Saakashvili'], ['ნინო', 'Nino']],
}; // prettier-ignore

/** Names of different people that a careless reading would join. */
const OTHER_NAME: readonly (readonly [string, string])[] = [
  ['محمد', 'Ahmad'],
  ['علي', 'Omar'],
  ['سمير', 'Karim'],
  ['Сергей', 'Andrei'],
  ['אברהם', 'Yitzhak'],
  ['አበበ', 'Tesfaye'],
  ['राम', 'Sunita'],
];

describe('reading names by ear', () => {
  for (const [script, pairs] of Object.entries(SAME_NAME)) {
    it.each(pairs)(`hears ${script} %s and %s as one name, and keeps a key in common`, (native, latin) => {
      const [a, b] = [wordOf(native.toLowerCase()), wordOf(latin.toLowerCase())];
      expect(['same', 'family', 'sounds-same', 'near']).toContain(compareWords(a, b).level);
      expect(
        a.codes.some((code) => b.codes.includes(code)) || a.families.some((family) => b.families.includes(family)),
      ).toBe(true);
    });
  }

  it.each(OTHER_NAME)('does not hear %s and %s as one name', (native, latin) => {
    expect(['different', 'resembles']).toContain(compareWords(wordOf(native), wordOf(latin.toLowerCase())).level);
  });

  it('reads a letter in several ways, the likeliest first', () => {
    expect(readings(readWord('جمال'), 3)[0]).toBe('Jmal');
    expect(readings(readWord('جمال'), 3)).toContain('gmal');
  });

  it.each([
    ['Zarghuna', 'Zarghunah'],
    ['Masuma', 'Masumah'],
  ])('does not hear the h at the end of %s and %s', (a, b) => {
    expect(wordOf(a.toLowerCase()).codes[0]).toBe(wordOf(b.toLowerCase()).codes[0]);
  });

  it('falls back to the library for scripts without a table', () => {
    expect(readings(readWord('จุฑารัตน์'), 1)[0]).toMatch(/^C/);
  });
});

describe('Zawgyi', () => {
  it.each([
    ['ေအာင္', 'အောင်'],
    ['ျမင့္', 'မြင့်'],
    ['ေက်ာ္', 'ကျော်'],
    ['ထြန္း', 'ထွန်း'],
  ])('is rewritten: %s is %s', (typed, meant) => {
    const tones = /[\u1037\u1038]/g;
    expect(fromZawgyi(typed).replace(tones, '')).toBe(meant.replace(tones, ''));
  });

  it.each(['အောင်', 'ကျော်', 'မြင့်', 'Aung', 'محمد'])('leaves %s alone', (text) => {
    expect(fromZawgyi(text)).toBe(text);
  });
});
