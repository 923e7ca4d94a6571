import type { ScriptCode } from '#libs/kernel';
import type { PlaceMention } from '#libs/linkage';

/** A place under the name its country writes and under its usual Latin one. */
export interface Place {
  readonly country: string;
  readonly script: ScriptCode;
  readonly local: string;
  readonly latin: string;
}

/** Home places of one culture: `local:Latin` or `Latin`, parted by spaces; `_` stands for a space. */
export function homePlaces(country: string, script: ScriptCode, list: string): Place[] {
  return list
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [local, latin] = entry.replaceAll('_', ' ').split(':');
      return { country, script, local: local!, latin: latin ?? local! };
    });
}

/** Where people are met and written down on the roads away: key, country, script, name there, Latin name. */
const HOST_TABLE = `
tripoli LY Arab طرابلس Tripoli
misrata LY Arab مصراتة Misrata
cairo EG Arab القاهرة Cairo
khartoum SD Arab الخرطوم Khartoum
amman JO Arab عمان Amman
beirut LB Arab بيروت Beirut
erbil IQ Arab أربيل Erbil
sanaa YE Arab صنعاء Sanaa
tehran IR Arab تهران Tehran
mashhad IR Arab مشهد Mashhad
peshawar PK Arab پشاور Peshawar
kabul AF Arab کابل Kabul
istanbul TR Latn İstanbul Istanbul
van TR Latn Van Van
gaziantep TR Latn Gaziantep Gaziantep
lesvos GR Grek Λέσβος Lesvos
athens GR Grek Αθήνα Athens
belgrade RS Cyrl Београд Belgrade
moscow RU Cyrl Москва Moscow
rostov RU Cyrl Ростов Rostov
minsk BY Cyrl Минск Minsk
kyiv UA Cyrl Київ Kyiv
lampedusa IT Latn Lampedusa Lampedusa
rome IT Latn Roma Rome
warsaw PL Latn Warszawa Warsaw
berlin DE Latn Berlin Berlin
munich DE Latn München Munich
paris FR Latn Paris Paris
calais FR Latn Calais Calais
brussels BE Latn Brussel Brussels
madrid ES Latn Madrid Madrid
melilla ES Latn Melilla Melilla
chisinau MD Latn Chișinău Chisinau
bihac BA Latn Bihać Bihac
telaviv IL Hebr תל_אביב Tel_Aviv
haifa IL Hebr חיפה Haifa
adisabeba ET Ethi አዲስ_አበባ Addis_Ababa
asmara ER Ethi አስመራ Asmara
nairobi KE Latn Nairobi Nairobi
dadaab KE Latn Dadaab Dadaab
kampala UG Latn Kampala Kampala
bujumbura BI Latn Bujumbura Bujumbura
kigali RW Latn Kigali Kigali
agadez NE Latn Agadez Agadez
ndjamena TD Latn N'Djamena N'Djamena
coxsbazar BD Beng কক্সবাজার Cox's_Bazar
kualalumpur MY Latn Kuala_Lumpur Kuala_Lumpur
maesot TH Latn Mae_Sot Mae_Sot
newdelhi IN Latn New_Delhi New_Delhi
tapachula MX Latn Tapachula Tapachula
tijuana MX Latn Tijuana Tijuana
houston US Latn Houston Houston
necocli CO Latn Necoclí Necocli
cucuta CO Latn Cúcuta Cucuta
tbilisi GE Geor თბილისი Tbilisi
yerevan AM Armn Երևան Yerevan
baku AZ Latn Bakı Baku
newyork US Latn New_York New_York
buenosaires AR Latn Buenos_Aires Buenos_Aires
`;

export const HOSTS: ReadonlyMap<string, Place> = new Map(
  HOST_TABLE.trim()
    .split('\n')
    .map((line) => {
      const [key, country, script, local, latin] = line.split(' ').map((cell) => cell.replaceAll('_', ' '));
      return [key!, { country: country!, script: script as ScriptCode, local: local!, latin: latin! }];
    }),
);

export function host(key: string): Place {
  const place = HOSTS.get(key);
  if (!place) throw new RangeError(`No host place is called ${key}.`);
  return place;
}

type Mentions = Partial<Record<PlaceMention['kind'], PlaceMention>>;
const kept = new Map<ScriptCode, WeakMap<Place, Mentions>>();

/** The place as people of a script say it; one object per place, kind and script, because millions are made. */
export function mentioned(place: Place, kind: PlaceMention['kind'], script: ScriptCode): PlaceMention {
  let places = kept.get(script);
  if (!places) kept.set(script, (places = new WeakMap()));
  let mentions = places.get(place);
  if (!mentions) places.set(place, (mentions = {}));
  return (mentions[kind] ??= {
    kind,
    text: place.script === script ? place.local : place.latin,
    country: place.country,
  });
}
