import type { Lattice } from './lattice.js';

/** Burmese in Unicode order. Syllables are read whole: what a closing consonant does to the vowel is not the sum of the signs. */
const ONSETS: Record<string, string> = {
  က: 'k|g', ခ: 'k', ဂ: 'g', ဃ: 'g', င: 'ng', စ: 's|z', ဆ: 's', ဇ: 'z', ဈ: 'z|s', ဉ: 'ny', ည: 'ny', ဋ: 't', ဌ: 't', ဍ: 'd', ဎ: 'd', ဏ: 'n', တ: 't|d', ထ: 't', ဒ: 'd', ဓ: 'd', န: 'n',
  ပ: 'p|b', ဖ: 'p', ဗ: 'b', ဘ: 'b', မ: 'm', ယ: 'y', ရ: 'y|r', လ: 'l', ဝ: 'w', သ: 'T|t', ဟ: 'h', ဠ: 'l', အ: '', ဿ: 'T',
}; // prettier-ignore
const INDEPENDENT: Record<string, string> = { ဣ: 'i', ဤ: 'i', ဥ: 'u', ဦ: 'u', ဧ: 'e', ဩ: 'o', ဪ: 'o' };

/** Rime: vowel signs and closing consonant (asat removed) → sound. */
const RIMES: readonly (readonly [string, string])[] = [
  ['ောက်', 'auk|ok'], ['ောင်', 'aung|ong'], ['ိုက်', 'aik|ik'], ['ိုင်', 'aing|ing'], ['ိတ်', 'eik|eit'], ['ိပ်', 'eik|eip'], ['ိန်', 'ein'], ['ိမ်', 'ein|eim'], ['ုတ်', 'ok|ut'], ['ုပ်', 'ok|up'],
  ['ုန်', 'on|un'], ['ုမ်', 'on|un'], ['ုဏ်', 'on|un'], ['ွန်', 'un|wun'], ['ွမ်', 'un|wun'], ['ွတ်', 'ut|wut'], ['ွပ်', 'ut|wut'], ['ုံ', 'on|un|oun'], ['ိံ', 'ein'], ['ွံ', 'un'], ['က်', 'et|ek'], ['င်', 'in'], ['စ်', 'it'],
  ['ဉ်', 'in'], ['ည်', 'i|e|yi'], ['တ်', 'at'], ['န်', 'an'], ['ပ်', 'at|ap'], ['မ်', 'an|am'], ['ယ်', 'e|ay'], ['ဏ်', 'an'], ['ော်', 'o|aw'], ['ော', 'o|aw'], ['ို', 'o'], ['ာ', 'a|ar'], ['ါ', 'a|ar'],
  ['ိ', 'i'], ['ီ', 'i'], ['ု', 'u'], ['ူ', 'u'], ['ေ', 'e|ay'], ['ဲ', 'e|ai'], ['ံ', 'an'],
]; // prettier-ignore
const MEDIALS: Record<string, string> = { 'ျ': 'y', 'ြ': 'y|r', 'ွ': 'w', 'ှ': 'h|' };
const TONES = /[့း]/g;
/** An onset, its medials and everything up to the next onset that is not closed by an asat. */
const SYLLABLE = /([က-ဪဿ])([ျြွှ]*)((?:[ါ-ံ်]|[က-အ](?=်))*)/gu;

export function readBurmese(word: string): Lattice {
  const text = word.replace(TONES, '').replace(/္/g, '်');
  const lattice: string[][] = [];
  for (const [, onset, medials, rime] of text.matchAll(SYLLABLE)) {
    const whole = INDEPENDENT[onset!];
    lattice.push((whole ?? ONSETS[onset!] ?? '').split('|'));
    let rest = rime!;
    for (const medial of medials!) {
      // ွ before a closing consonant colours the vowel: it belongs to the rime
      if (medial === 'ွ' && /^(န်|မ်|တ်|ပ်|ံ)/.test(rest)) rest = medial + rest;
      // ချ is ch, as in Cho and Chit
      else if (onset === 'ခ' && (medial === 'ျ' || medial === 'ြ')) lattice[lattice.length - 1] = ['C', 'ky'];
      else if (medial !== 'ှ') lattice.push(MEDIALS[medial]!.split('|'));
    }
    if (whole !== undefined && rest === '') continue;
    lattice.push((RIMES.find(([signs]) => rest.startsWith(signs))?.[1] ?? 'a').split('|'));
  }
  return lattice;
}
