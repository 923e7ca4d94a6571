import { compare, DEFAULT_MODEL } from '../index.js';
import { nameFrequencies } from './frequencies.js';

describe('how common names are where we work', () => {
  const common = Array.from({ length: 1500 }, () => 'Tariq');
  const others = Array.from(
    { length: 1500 },
    (_, n) => `Zubeir${String.fromCharCode(97 + (n % 26), 97 + (Math.floor(n / 26) % 26))}`,
  );
  const bitsOfName = nameFrequencies([...common, ...others]);

  it('makes a common name weak evidence and a rare one strong', () => {
    const same = (text: string) =>
      compare({ names: [{ text }] }, { names: [{ text }] }, { ...DEFAULT_MODEL, bitsOfName }).weight;
    expect(same('Tariq')).toBeLessThan(same('Zubeirab'));
    expect(bitsOfName('tariq')).toBe(3);
    expect(bitsOfName('neverheard')).toBeGreaterThan(12);
  });

  it('says nothing of scripts it has hardly seen', () => {
    expect(bitsOfName('محمد')).toBeUndefined();
  });
});
