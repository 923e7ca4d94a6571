/**
 * Zawgyi is a font's private encoding of Burmese in Unicode's own code points; much of what people typed before about 2019 is in it.
 * Detected by what Unicode order never has, and rewritten to Unicode (rules after Unicode Technical Note 11 and the Zawgyi tables).
 */
const ONLY_ZAWGYI =
  /[\u1060-\u1064]|[\u1066-\u1074]|[\u1076-\u1097]|[\u1033-\u1034]|(?<![\u1000-\u1021]|[\u103B-\u103F]|\u1039)\u1031|\u1039(?![\u1000-\u1021])|\u103B(?=[\u1000-\u1021]\u1039)/;

/** Zawgyi sign → Unicode; signs that are the same in both are not listed. */
const SIGNS: Record<string, string> = {
  '\u1033': '\u102F', '\u1034': '\u1030', '\u1039': '\u103A', '\u103A': '\u103B', '\u103B': '\u103C', '\u103C': '\u103D', '\u103D': '\u103E', '\u105A': '\u102B\u103A',
  '\u1060': '\u1039\u1000', '\u1061': '\u1039\u1001', '\u1062': '\u1039\u1002', '\u1063': '\u1039\u1003', '\u1064': '\u1004\u103A\u1039', '\u1065': '\u1039\u1005', '\u1066': '\u1039\u1006', '\u1067': '\u1039\u1006',
  '\u1068': '\u1039\u1007', '\u1069': '\u1039\u1008', '\u106A': '\u1009', '\u106B': '\u100A', '\u106C': '\u1039\u100B', '\u106D': '\u1039\u100C', '\u106E': '\u100D\u1039\u100D', '\u106F': '\u100D\u1039\u100E',
  '\u1070': '\u1039\u100F', '\u1071': '\u1039\u1010', '\u1072': '\u1039\u1010', '\u1073': '\u1039\u1011', '\u1074': '\u1039\u1011', '\u1075': '\u1039\u1012', '\u1076': '\u1039\u1013', '\u1077': '\u1039\u1014',
  '\u1078': '\u1039\u1015', '\u1079': '\u1039\u1016', '\u107A': '\u1039\u1017', '\u107B': '\u1039\u1018', '\u107C': '\u1039\u1019', '\u107D': '\u103B', '\u107E': '\u103C', '\u107F': '\u103C', '\u1080': '\u103C',
  '\u1081': '\u103C', '\u1082': '\u103C', '\u1083': '\u103C', '\u1084': '\u103C', '\u1085': '\u1039\u101C', '\u1086': '\u103F', '\u1087': '\u103E', '\u1088': '\u103E\u102F', '\u1089': '\u103E\u1030',
  '\u108A': '\u103D\u103E', '\u108B': '\u1004\u103A\u1039\u102D', '\u108C': '\u1004\u103A\u1039\u102E', '\u108D': '\u1004\u103A\u1039\u1036', '\u108E': '\u102D\u1036', '\u108F': '\u1014', '\u1090': '\u101B',
  '\u1091': '\u100F\u1039\u100D', '\u1092': '\u100B\u1039\u100C', '\u1093': '\u1039\u1018', '\u1094': '\u1037', '\u1095': '\u1037', '\u1096': '\u1039\u1010\u103D', '\u1097': '\u100B\u1039\u100B',
}; // prettier-ignore

/** In Zawgyi the signs stand as they are drawn: e and medial ra before their consonant, kinzi after it. */
const E_FIRST = /\u1031(\u103C?)([\u1000-\u1021\u103F])((?:\u1039[\u1000-\u1021])?)([\u103B-\u103E]*)/g;
const RA_FIRST = /\u103C([\u1000-\u1021\u103F])((?:\u1039[\u1000-\u1021])?)([\u103B\u103D\u103E]*)/g;
const KINZI_LAST = /([\u1000-\u1021])([\u103B-\u103E]*)(\u1004\u103A\u1039)/g;

/** Burmese text in Unicode, whichever way it was typed; other text unchanged. */
export function fromZawgyi(text: string): string {
  if (!ONLY_ZAWGYI.test(text)) return text;
  const sorted = (medials: string): string => [...medials].sort().join('');
  return Array.from(text, (sign) => SIGNS[sign] ?? sign)
    .join('')
    .replace(
      E_FIRST,
      (_, ra: string, onset: string, stacked: string, medials: string) =>
        onset + stacked + sorted(ra + medials) + '\u1031',
    )
    .replace(
      RA_FIRST,
      (_, onset: string, stacked: string, medials: string) => onset + stacked + sorted('\u103C' + medials),
    )
    .replace(KINZI_LAST, '$3$1$2');
}
