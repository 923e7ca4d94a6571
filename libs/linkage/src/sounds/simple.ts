import type { Lattice } from './lattice.js';
import { letterTable, readLetters } from './letters.js';

const GREEK = letterTable({
  α: 'a', β: 'v|b', γ: 'g|y', δ: 'd|D', ε: 'e', ζ: 'z', η: 'i|e', θ: 'T|t', ι: 'i', κ: 'k', λ: 'l', μ: 'm', ν: 'n', ξ: 'ks', ο: 'o', π: 'p', ρ: 'r', σ: 's', ς: 's', τ: 't',
  υ: 'i|u', φ: 'f', χ: 'h|X', ψ: 'ps', ω: 'o', ου: 'u', αι: 'e|ai', ει: 'i|ei', οι: 'i|oi', υι: 'i', αυ: 'av|af|au', ευ: 'ev|ef|eu', μπ: 'b|mp', ντ: 'd|nt', γκ: 'g|ng', γγ: 'ng', τζ: 'J|dz', τσ: 'ts|C',
}); // prettier-ignore

const ARMENIAN = letterTable({
  ա: 'a', բ: 'b|p', գ: 'g|k', դ: 'd|t', ե: 'e|ye', զ: 'z', է: 'e', ը: 'e|', թ: 't', ժ: 'Z', ի: 'i', լ: 'l', խ: 'X', ծ: 'ts|dz', կ: 'k|g', հ: 'h', ձ: 'dz|ts', ղ: 'G', ճ: 'C|J', մ: 'm', յ: 'y|h', ն: 'n',
  շ: 'S', ո: 'o|vo', չ: 'C', պ: 'p|b', ջ: 'J|C', ռ: 'r', ս: 's', վ: 'v', տ: 't|d', ր: 'r', ց: 'ts', ւ: 'v|u', փ: 'p', ք: 'k', և: 'ev', օ: 'o', ֆ: 'f', ու: 'u',
}); // prettier-ignore

const GEORGIAN = letterTable({
  ა: 'a', ბ: 'b', გ: 'g', დ: 'd', ე: 'e', ვ: 'v', ზ: 'z', თ: 't', ი: 'i', კ: 'k', ლ: 'l', მ: 'm', ნ: 'n', ო: 'o', პ: 'p', ჟ: 'Z', რ: 'r', ს: 's', ტ: 't', უ: 'u', ფ: 'p', ქ: 'k',
  ღ: 'G|g', ყ: 'k', შ: 'S', ჩ: 'C', ც: 'ts', ძ: 'dz', წ: 'ts', ჭ: 'C', ხ: 'X|h', ჯ: 'J', ჰ: 'h',
}); // prettier-ignore

export function readGreek(word: string): Lattice {
  return readLetters(word.normalize('NFD').replace(/\p{M}/gu, ''), GREEK);
}

export function readArmenian(word: string): Lattice {
  return readLetters(word, ARMENIAN);
}

export function readGeorgian(word: string): Lattice {
  return readLetters(word, GEORGIAN);
}
