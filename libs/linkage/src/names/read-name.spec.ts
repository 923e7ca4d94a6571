import { compare } from '../compare.js';
import { compareNamesAlone } from './name-probability.js';
import { readName } from './read-name.js';

const wordsOf = (text: string): string[] => readName({ text }).words.map(({ word }) => word.spelling);

describe('reading a name', () => {
  it.each([
    ['Smith, John', ['john', 'smith']],
    ['Dr. Ahmad al-Rashid', ['ahmad', 'rashid']],
    ['Abd al-Rahman bin Awad ibn Ladin', ['abdrahman', 'awad', 'ladin']],
    ['Abu Bakr al-Baghdadi', ['abubakr', 'baghdadi']],
    ['عبد الرحمن بن عوض', ['عبدرحمن', 'عوض']],
    ['Ludwig van der Rohe', ['ludwig', 'rohe']],
    ['María de los Ángeles García y Vega', ['maria', 'angeles', 'garcia', 'vega']],
    ['U Thant Myint', ['thant', 'myint']],
    ['RamiMakhlouf', ['rami', 'makhlouf']],
    ['IsaAbubakar', ['isa', 'abubakar']],
    ['Абдул Рахман', ['абдрахман']],
    ['আব্দুল রহিম', ['আব্দরহিম']],
    ['አብዱል ቃድር', ['ኣብድቃድር']],
    ['አቶ አበበ ተስፋዬ', ['ኣበበ', 'ተስፋዬ']],
    ['Sheekh Cali Warsame', ['cali', 'warsame']],
    ['آغلې زرغونه ګل', ['زرغونه', 'ګل']],
    ['McDonald', ['mcdonald']],
    ['Ig0r Sech1n', ['igor', 'sechin']],
    ['JC Juncker', ['j', 'c', 'juncker']],
    ['ZIA-UR-RAHMAN', ['zia', 'rahman']],
    ['Gebre Egziabher Tesfaye', ['ghebreegziabher', 'tesfaye']],
    ['习近平', ['习', '近', '平']],
    ['佐藤健', ['佐藤', '健']],
    ['unknown', []],
    ['', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('keeps the text as written and sets titles aside', () => {
    const name = readName({ text: 'Sheikh Ahmad' });
    expect(name).toMatchObject({ text: 'Sheikh Ahmad', titles: ['Sheikh'] });
  });

  it('takes a title for a name where there is nothing else', () => {
    expect(wordsOf('Said')).toEqual(['said']);
  });

  it.each([
    ['Ahmad bin Hasan', 'hasan'],
    ['Sergey Viktorovich Lavrov', 'viktorovich'],
    ['Aliyev Rashid oglu', 'rashid'],
  ])('knows the father in %s', (text, father) => {
    expect(readName({ text }).words.find(({ role }) => role === 'father')?.word.spelling).toBe(father);
  });

  it('believes the parts it was given', () => {
    const { words } = readName({ text: 'x', parts: [{ role: 'family', text: 'Kim' }, { role: 'given', text: 'Jong-un' }] }); // prettier-ignore
    expect(words.map(({ role, word }) => [role, word.spelling])).toEqual([['family', 'kim'], ['given', 'jong'], ['given', 'un']]); // prettier-ignore
  });
});

describe('is it the same name?', () => {
  it.each([
    ['Usama bin Ladin', 'Osama bin Laden'],
    ['Mehmet Öztürk', 'Mohammed Ozturk'],
    ['Nikolai Patr ushev', 'Nikolai Platonovich Patrushev'],
    ['Владимир Путин', 'Wladimir Putin'],
    ['יוסף כהן', 'Joseph Cohen'],
    ['ዮሐንስ አበበ', 'Yohannes Abebe'],
    ['Bill Clinton', 'William Clinton'],
    ['Kyaw Myint', 'ကျော်မြင့်'],
    ['صائمہ بی بی', 'Saima Bibi'],
    ['García Márquez, Gabriel', 'Gabriel Garcia Marquez'],
    ['V. Petrenko', 'Volodymyr Petrenko'],
  ])('yes: %s and %s', (a, b) => {
    expect(compareNamesAlone(a, b).probability).toBeGreaterThan(0.5);
  });

  it.each([
    ['Ahmad bin Hasan', 'Hasan bin Ahmad'],
    ['Sergey Viktorovich Lavrov', 'Sergey Borisovich Lavrov'],
    ['Yusuf al-Sanani', 'Yusuf al-Madani'],
    ['Ana García López', 'Ana García Pérez'],
    ['김종은', '김정은'],
    ['Igor Deripaska', 'Oleg Deripaska'],
    ['Frost, William G.', 'William W Frost'],
    ['Maryam', 'Fatima'],
  ])('no: %s and %s', (a, b) => {
    expect(compareNamesAlone(a, b).probability).toBeLessThan(0.5);
  });
});

describe('words added out of courtesy', () => {
  const names = (left: string, right: string) =>
    compare({ names: [{ text: left }] }, { names: [{ text: right }] }).evidence.find(({ field }) => field === 'name')!
      .weight;

  it.each([
    ['Zarghuna Bibi', 'Zarghuna', 'Zarghuna'],
    ['صائمہ بی بی', 'صائمہ', 'صائمہ'],
    ['Imran Khan', 'Imran Jan', 'Imran'],
  ])('are left out without a loss: %s and %s', (left, right, alone) => {
    expect(names(left, right)).toBeGreaterThanOrEqual(names(alone, alone));
  });

  it('tell next to nothing where both names have them', () => {
    expect(names('Zarghuna Bibi', 'Zarghuna Bibi') - names('Zarghuna', 'Zarghuna')).toBeLessThan(3);
    expect(names('Zarghuna Momand', 'Zarghuna Momand') - names('Zarghuna', 'Zarghuna')).toBeGreaterThan(3);
  });
});
