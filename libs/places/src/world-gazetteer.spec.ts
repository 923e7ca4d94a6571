import fc from 'fast-check';
import { placeCodes, placeSpelling } from '#libs/linkage';
import { readPlaceFile } from './place-file.js';
import { PlaceIndex } from './place-index.js';
import { WorldGazetteer } from './world-gazetteer.js';

const gazetteer = WorldGazetteer.open();
const located = (text: string, country?: string) => gazetteer.locate({ text, ...(country && { country }) });
const named = (text: string, country?: string) => {
  const [first] = located(text, country);
  return first && `${first.name} ${first.country}`;
};

describe('looking a place up', () => {
  it.each([
    // the same city in the scripts and languages of families and offices
    ['Aleppo', 'Aleppo SY'],
    ['Halab', 'Aleppo SY'],
    ['حلب', 'Aleppo SY'],
    ['Алеппо', 'Aleppo SY'],
    ['الشام', 'Damascus SY'],
    ['Kiev', 'Kyiv UA'],
    ['Київ', 'Kyiv UA'],
    ['Киев', 'Kyiv UA'],
    ['Kharkov', 'Kharkiv UA'],
    ['Mekelle', "Mek'ele ET"],
    ['መቐለ', "Mek'ele ET"],
    ['አስመራ', 'Asmara ER'],
    ['Muqdisho', 'Mogadishu SO'],
    ['هرات', 'Herāt AF'],
    ['کندهار', 'Kandahār AF'],
    ['মংডু', 'Maungdaw MM'],
    ['ရန်ကုန်', 'Yangon MM'],
    ['Λέσβος', 'Mytilene GR'],
    ['Երևան', 'Yerevan AM'],
    ['თბილისი', 'Tbilisi GE'],
    // spelt by ear
    ['Rutchuru', 'Rutshuru CD'],
    ['Qamishlo', 'Al Qāmishlī SY'],
    ['Saraqeb', 'Saraqib SY'],
    ['سراقب', 'Saraqib SY'],
    // qualified
    ['Herat, Afghanistan', 'Herāt AF'],
    ['Herat Afghanistan', 'Herāt AF'],
    ['Tripoli, Lebanon', 'Tripoli LB'],
    ['طرابلس، ليبيا', 'Tripoli LY'],
    ['Al-Bab, Aleppo', 'Al Bāb SY'],
    ['Sarmin, Idlib', 'Sarmīn SY'],
    // a province, a district
    ['Wardak', 'Maidan Wardak AF'],
    ['Jaghori', 'Jāghūrī AF'],
    // words around it
    ['near Goma', 'Goma CD'],
    ['قرب حلب', 'Aleppo SY'],
    ['Kakuma camp 3 block B', 'Kakuma KE'],
  ])('%s is %s', (text, place) => {
    expect(named(text)).toBe(place);
  });

  it('goes by the country that was stated, and doubts it where nothing there has the name', () => {
    expect(named('Tripoli', 'LB')).toBe('Tripoli LB');
    expect(named('Tripoli', 'LY')).toBe('Tripoli LY');
    expect(located('Istanbul', 'SY').map(({ name }) => name)).toEqual(expect.arrayContaining(['Istanbul', 'SY']));
    expect(located('Istanbul', 'SY')[0]!.share).toBeLessThan(0.6);
  });

  it('knows a country where only that is told, in any language', () => {
    for (const text of ['Syria', 'Syrie', 'سوريا', 'Сирия', 'Suuriya'])
      expect(located(text)).toMatchObject([{ kind: 'country', country: 'SY' }]);
    expect(located('Xyzzqv', 'SY')).toMatchObject([{ kind: 'country', country: 'SY' }]);
  });

  it('is never certain of a name that several places have', () => {
    for (const text of ['San José', 'Tripoli', 'Springfield']) {
      const found = located(text);
      expect(found.length).toBeGreaterThan(1);
      expect(found[0]!.share).toBeLessThan(0.6);
      expect(found.map(({ share }) => share)).toEqual(found.map(({ share }) => share).sort((a, b) => b - a));
    }
  });

  it('does not claim to mean what a text was only told by', () => {
    expect(located('Camp 4, Cox’s Bazar')[0]).toMatchObject({ country: 'BD', vicinity: true });
  });

  it('finds nothing for what is no place', () => {
    for (const text of ['', ' ', '؟؟', '12345', '\uD800']) expect(located(text)).toEqual([]);
  });

  it('answers any text in bounded time, with shares that add up to one at most, the same every time', () => {
    const again = WorldGazetteer.open();
    const words = fc.constantFrom('near', 'Aleppo', 'حلب', 'San', 'José', 'Camp', ',', '-', 'Syria', 'Херсон', 'ደሴ');
    const text = fc.oneof(
      fc.array(words, { maxLength: 6 }).map((all) => all.join(' ')),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    fc.assert(
      fc.property(text, fc.option(fc.constantFrom('SY', 'UA', 'ZZ'), { nil: undefined }), (any, country) => {
        const found = located(any, country);
        expect(found.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
        expect(again.locate({ text: any, ...(country && { country }) })).toEqual(found);
      }),
      { numRuns: 100 },
    );
    expect(() => located('San '.repeat(5_000))).not.toThrow();
  });
});

describe('completing what is typed', () => {
  it('offers known places first, in any script', () => {
    expect(gazetteer.suggest('her', 3)[0]).toMatchObject({ name: 'Herāt', country: 'AF', region: 'Herat' });
    expect(gazetteer.suggest('حل', 3)[0]).toMatchObject({ name: 'Aleppo', country: 'SY' });
  });

  it('stays within a country, and within what was asked for', () => {
    const found = gazetteer.suggest('san', 5, 'CR');
    expect(found).toHaveLength(5);
    expect(found.every(({ country }) => country === 'CR')).toBe(true);
  });

  it('offers nothing for a single letter', () => {
    expect(gazetteer.suggest('a', 5)).toEqual([]);
  });
});

describe('the file of places', () => {
  const file = readPlaceFile(new URL('../data/places.bin.gz', import.meta.url));
  const index = new PlaceIndex(file);
  const sample = Array.from({ length: 300 }, (_, at) => at * 600);

  it('is sorted as names are spelt today', () => {
    for (const line of sample)
      expect(placeSpelling(file.names.at(line)) <= placeSpelling(file.names.at(line + 1))).toBe(true);
  });

  it('is indexed as names sound today; if not, make it anew with tools/places.mjs', () => {
    for (const line of sample) {
      const [code] = placeCodes(file.names.at(line), 1);
      if (code !== undefined) expect([...index.sounding(code)]).toContain(line);
    }
  });
});
