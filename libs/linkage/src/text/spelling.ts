import { foldLatin } from './clean.js';

/** Letters that writers of one script use for each other; the commonest traditional characters of names as simplified ones. */
const SAME_LETTER: Record<string, string> = {
  أ: 'ا', إ: 'ا', آ: 'ا', ٱ: 'ا', ى: 'ي', ی: 'ي', ې: 'ي', ک: 'ك', ة: 'ه', ہ: 'ه', ھ: 'ه', ۀ: 'ه', ە: 'ه', ؤ: 'و', ئ: 'ي', ۇ: 'و', ۆ: 'و', ں: 'ن',
  ё: 'е', ъ: '', ь: '', ґ: 'г', ў: 'у',
  ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ', '׳': '', '״': '',
  ς: 'σ',
  張: '张', 陳: '陈', 劉: '刘', 黃: '黄', 趙: '赵', 吳: '吴', 孫: '孙', 馬: '马', 楊: '杨', 鄭: '郑', 謝: '谢', 許: '许', 鄧: '邓', 馮: '冯', 蔣: '蒋', 葉: '叶', 盧: '卢', 蘇: '苏', 賈: '贾', 鍾: '钟', 鐘: '钟', 羅: '罗', 龍: '龙',
  韓: '韩', 蕭: '萧', 呂: '吕', 譚: '谭', 鄒: '邹', 閻: '阎', 陸: '陆', 範: '范', 賴: '赖', 顧: '顾', 龔: '龚', 嚴: '严', 國: '国', 華: '华', 麗: '丽', 偉: '伟', 強: '强', 傑: '杰', 軍: '军', 東: '东', 寶: '宝', 鳳: '凤', 蘭: '兰', 瓊: '琼', 貞: '贞',
  齋: '斎', 邊: '辺', 邉: '辺', 慶: '庆', 義: '义', 榮: '荣', 學: '学', 輝: '辉', 賢: '贤', 雲: '云', 紅: '红', 潔: '洁', 靜: '静', 順: '顺', 興: '兴', 勝: '胜', 銘: '铭',
}; // prettier-ignore

/** Ethiopic rows that sound the same today: ሐ ኀ → ሀ, ሠ → ሰ, ዐ → አ, ፀ → ጸ (offset of the row from U+1200 → its twin). */
const SAME_ROW: Record<number, number> = { 0x10: 0x00, 0x80: 0x00, 0x20: 0x30, 0xd0: 0xa0, 0x140: 0x138 };
/** Vowel points, harakat, accents: any mark on a letter of a script where they are optional. */
const MARKS = /[\u0300-\u036F]|[\u0591-\u05C7]|\u0640|[\u0610-\u061A]|[\u064B-\u065F]|\u0670|[\u06D6-\u06ED]/g;
const LATIN = /\p{Script=Latin}/u;

/**
 * The spelling in which two ways of writing the same word in the same script are equal: case, accents, optional vowel signs and
 * letters that stand for each other are gone. Not romanised.
 */
export function spellingOf(word: string): string {
  if (LATIN.test(word)) return foldLatin(word);
  let out = '';
  for (const char of word.toLowerCase().normalize('NFD').replace(MARKS, '').normalize('NFC')) {
    out += SAME_LETTER[char] ?? sameSyllable(char);
  }
  return out;
}

function sameSyllable(char: string): string {
  const offset = char.codePointAt(0)! - 0x1200;
  if (offset < 0 || offset > 0x17f) return char;
  const row = offset & ~7;
  const form = offset & 7;
  const twin = SAME_ROW[row] ?? row;
  // gutturals: the first and the fourth form are both read a
  const guttural = twin === 0x00 || twin === 0xa0;
  return String.fromCodePoint(0x1200 + twin + (guttural && form === 0 ? 3 : form));
}
