import { westernDigits } from './digits.js';

describe('westernDigits', () => {
  it.each([
    ['123456', '123456'],
    ['123 456', '123456'],
    ['١٢٣٤٥٦', '123456'],
    ['۱۲۳ ۴۵۶', '123456'],
    ['१२३४५६', '123456'],
    ['၁၂၃၄၅၆', '123456'],
    ['12a', '12a'],
  ])('reads %s as %s', (typed, read) => {
    expect(westernDigits(typed)).toBe(read);
  });
});
