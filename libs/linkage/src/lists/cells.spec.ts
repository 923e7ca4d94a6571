import { sexOf } from './cells.js';

describe('the sex that a cell tells', () => {
  it.each([
    ['f', ['F', 'female', 'Frau', 'weiblich', 'Mujer', 'hembra', 'Ж', 'أنثى', 'انثى']],
    ['m', ['M', 'male', 'männlich', 'hombre', 'Homme', 'муж', 'ذكر']],
    ['', ['', 'H', '?', 'unknown', '1']],
  ])('is "%s" where it begins like one of the words', (sex, cells) => {
    expect(cells.map(sexOf)).toEqual(cells.map(() => sex));
  });
});
