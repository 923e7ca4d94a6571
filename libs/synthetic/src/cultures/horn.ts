import { compound, mixture, ranked, words } from '../names.js';
import { homePlaces } from '../places.js';
import { SOMALI_IN_LATIN } from '../spelling/alphabets.js';
import { ETHIOPIC_IN_LATIN } from '../spelling/semitic.js';
import { nicknames, part, type Bearer, type Culture } from './culture.js';

/** Given name, father's, and his father's where known: each is a person's own name, and no family name follows. */
const threeGenerations = ({ given, father }: Bearer) => [
  part('given', given),
  ...(father ? [part('father', father.given)] : []),
  ...(father?.father ? [part('grandfather', father.father.given)] : []),
];

export const SOMALI: Culture = {
  code: 'somali',
  label: 'Somali',
  share: 7,
  language: 'so',
  script: 'Latn',
  calendar: 'gregorian',
  given: {
    male: mixture(
      [88, ranked('Maxamed:mohamed Axmed:ahmed Cali:ali Cabdi:abdi Xasan:hassan Ibraahim:ibrahim Cumar:omar Yuusuf:yusuf Ismaaciil:ismail Cabdullaahi:abdullahi Xuseen:hussein Aadan:adan Jaamac:jama Saciid:said Faarax:farah Warsame Nuur:nur Muuse:muse Ciise:isse Cusmaan:osman Maxamuud:mohamud Daahir:dahir Cabdiraxmaan:abdirahman Shariif:sharif Bashiir:bashir Saalax:salah Khaliif:khalif Abuukar:abukar Gacal:gaal Guuleed:guled Liibaan:liban Cawil:awil Rooble:roble Samatar Warfaa:warfa Diiriye:diriye Geeddi:gedi Xirsi:hirsi Cilmi:ilmi Ducaale:duale Bile Cigaal:egal Magan Shire Maxad:mahad Saleebaan:saleban', 1, 0.8)],
      [12, compound('Cabdi:abdi', 'raxmaan:rahman qaadir:qadir xakiim:hakim casiis:asis rashiid:rashid kariim:karim nuur:nur salaan:salan fataax:fatah weli:weli naasir:nasir risaaq:risaq shakuur:shakur')],
    ),
    female: ranked('Faadumo:fadumo Xaliimo:halima Caasha:asha Khadiija:khadija Maryan:maryan Sahra Hodan Xaawo:hawa Ifrax:ifrah Nimco:nimo Amina:amina Saynab:zeynab Ruqiyo:ruqiya Hibo Ubax:ubah Safiya Faduma:faduma Deeqa:deka Hinda Filsan Cibaado:ibado Sucaad:suad Ayaan:ayan Idil Shukri Leyla Bilan Fartuun:fartun Habiba Sacdiyo:sadia Ladan Muna Iman Naciimo:naima Ramla Sagal Xamdi:hamdi Zamzam Bisharo Dahabo', 0.9, 1),
  },
  rule: 'given name, father’s, grandfather’s; the same for women and men, unchanged by marriage',
  fullName: threeGenerations,
  nicknames: nicknames('Maxamed=Dheere:dheere Axmed=Gaab:gaab Cali=Madoobe:madobe Cabdi=Yare:yare Xasan=Cadde:adde Ibraahim=Ganey:ganey Cumar=Dhagool:dhagol Yuusuf=Indhacadde:indhaadde Faadumo=Faay:fay Xaliimo=Xali:hali Caasha=Casharo:asharo Khadiija=Dija:dija Ismaaciil=Afweyne:afweyne Faarax=Gurey:gurey Aadan=Tuur:tur'),
  titles: { male: words('Sheekh:sheikh Xaaji:haji Macallin:maalin'), female: words('Xaajiyo:hajiyo Marwo:marwo') },
  latin: SOMALI_IN_LATIN,
  phone: '+252 61 #######',
  document: 'P########',
  home: homePlaces('SO', 'Latn', 'Muqdisho:Mogadishu Hargeysa:Hargeisa Boosaaso:Bosaso Gaalkacyo:Galkayo Kismaayo:Kismayo Baydhabo:Baidoa Beledweyne:Beledweyne Garoowe:Garowe Burco:Burao Jowhar Marka:Merca Afgooye:Afgoye'),
  routes: [['adisabeba', 'khartoum', 'tripoli', 'lampedusa', 'rome'], ['dadaab', 'nairobi'], ['sanaa'], ['istanbul', 'lesvos', 'athens'], ['adisabeba'], ['nairobi', 'kampala']],
  habits: { children: [3, 9], wifeTakesName: 0, afterFather: 0.005, afterGrandparent: 0.2 },
}; // prettier-ignore

const FAITH = words('ገብረ:gäbrä ወልደ:wäldä ኃይለ:haylä ተክለ:täklä ተስፋ:täsfa ክንፈ:kənfä ዘር:zär ኪዳነ:kidanä ፍቅረ:fəqrä');
const SAINTS = words(
  '_ማርያም:_maryam _ጊዮርጊስ:_giyorgis _ሥላሴ:_səllase _ሚካኤል:_mikaʾel _መድኅን:_mädhən _ክርስቶስ:_krəstos _እግዚአብሔር:_əgziʾabher _ሃይማኖት:_haymanot _ጻድቅ:_ṣadəq _ገብርኤል:_gäbrəʾel _ጸዮን:_ṣəyon _ሕይወት:_həywät',
);

export const AMHARIC: Culture = {
  code: 'amharic',
  label: 'Amharic (Ethiopia)',
  share: 6,
  language: 'am',
  script: 'Ethi',
  calendar: 'ethiopic',
  given: {
    male: mixture(
      [80, ranked('አበበ:abäbä ተስፋዬ:täsfaye ዳዊት:dawit መሐመድ:mähammäd ሰለሞን:sälomon ዮሐንስ:yohannəs ታደሰ:taddäsä ግርማ:gərma በቀለ:bäqqälä ከበደ:käbbädä አለሙ:alämu ተፈራ:täfära ዳንኤል:danʾel ሳሙኤል:samuʾel ብርሃኑ:bərhanu ጌታቸው:getaččäw መኮንን:mäkonnən ጥላሁን:ṭəlahun አሰፋ:asäfa ሙሉጌታ:mulugeta ኤርሚያስ:ermiyas ናትናኤል:natnaʾel ይስሐቅ:yəshaq ፍቃዱ:fəqadu ደረጀ:däräǧä ዘለቀ:zäläqä መስፍን:mäsfən እንዳለ:əndalä ጸጋዬ:ṣägaye አስፋው:asfaw ወንድሙ:wändəmu ታምራት:tamrat ብሩክ:bəruk ሀብታሙ:habtamu አማኑኤል:amanuʾel ሽመልስ:šəmäləs ኢብራሂም:ibrahim አህመድ:ahmäd ሁሴን:husen', 0.8, 1)],
      [20, compound(FAITH, SAINTS)],
    ),
    female: mixture(
      [85, ranked('አልማዝ:almaz ትዕግስት:təʿgəst ሀና:hanna ሰላም:sälam ብርቱካን:bərtukan ማርታ:marta ሳራ:sara ፋጡማ:faṭuma አስቴር:aster ገነት:gännät ዘውዲቱ:zäwditu ቤተልሔም:betäləhem ፀሐይ:ṣähay አበባ:abäba ሂወት:həywät መሠረት:mäsärät ራሔል:rahel እመቤት:əmmäbet ወርቅነሽ:wärqnäš ፍሬህይወት:frehəywät የሺ:yäšši አዜብ:azeb ትርንጎ:tərəngo ሙሉ:mulu ጽዮን:ṣəyon ዓለም:ʿaläm ሜሮን:meron ሊያ:liya እየሩሳሌም:iyärusalem ዘይነባ:zäynäba', 0.8, 1)],
      [15, compound('ወለተ:wälättä ፍቅርተ:fəqərtä ጥሩ:ṭəru ወርቅ:wärq ብር:bərr አለም:aläm', 'ነሽ:näš ወርቅ:wärq _ማርያም:_maryam ጸሐይ:ṣähay አለም:aläm _ሥላሴ:_səllase')],
    ),
  },
  rule: 'given name, father’s, sometimes grandfather’s; a wife keeps her name',
  fullName: threeGenerations,
  nicknames: nicknames('አበበ=አቤ:abe ተስፋዬ=ተስፍሽ:täsfəš ዳዊት=ዴቭ:dev ሰለሞን=ሶል:sol አልማዝ=አልሚ:almi ትዕግስት=ትጊ:tigi ብርቱካን=ብርቱ:bərtu ዮሐንስ=ጆኒ:ǧoni ቤተልሔም=ቤቲ:beti ሀና=ሀኒ:hani ታደሰ=ታዴ:tade'),
  titles: { male: words('አቶ:ato ሼክ:šek ቄስ:qes'), female: words('ወይዘሮ:wäyzäro ወይዘሪት:wäyzärit') },
  latin: ETHIOPIC_IN_LATIN,
  phone: '+251 91# ######',
  document: 'EP#######',
  home: homePlaces('ET', 'Ethi', 'አዲስ_አበባ:Addis_Ababa ጎንደር:Gondar ደሴ:Dessie ባሕር_ዳር:Bahir_Dar ጂማ:Jimma ሐዋሳ:Hawassa ድሬዳዋ:Dire_Dawa ወልድያ:Woldiya አዳማ:Adama ደብረ_ብርሃን:Debre_Birhan ሐረር:Harar ላሊበላ:Lalibela'),
  routes: [['khartoum', 'tripoli', 'lampedusa', 'rome'], ['sanaa'], ['nairobi'], ['khartoum', 'cairo'], ['cairo', 'telaviv'], ['beirut']],
  habits: { children: [1, 7], wifeTakesName: 0, afterFather: 0, afterGrandparent: 0.02 },
}; // prettier-ignore

export const TIGRINYA: Culture = {
  code: 'tigrinya',
  label: 'Tigrinya (Eritrea, Tigray)',
  share: 6,
  language: 'ti',
  script: 'Ethi',
  calendar: 'ethiopic',
  given: {
    male: mixture(
      [70, ranked('ሃይለ:haylä ሚካኤል:mikaʾel ዮናስ:yonas ተኽለ:täklä ሳምሶን:samson ፊልሞን:filmon ተስፋይ:täsfay ኣብርሃም:abrəham ሮቤል:robel ዮሴፍ:yosef ዳዊት:dawit በረኸት:bäräkät ሙሴ:muse ኪዳነ:kidanä ሓጎስ:hagos ካሕሳይ:kahsay ጸጋይ:ṣägay መሓሪ:mähari ኣማኑኤል:amanuʾel ናሆም:nahom ሄኖክ:henok መድሃኔ:mädhanye ስምኦን:səmʾon ፍጹም:fəṣum ኣለም:aläm ብርሃነ:bərhanä ኣስመሮም:asmärom ሰለሙን:sälomun መሓመድ:mähammäd ዒሳ:ʿisa ዑስማን:ʿusman እድሪስ:idris', 0.8, 1)],
      [30, compound('ገብረ:gäbrä ወልደ:wäldä ሃይለ:haylä ተስፋ:täsfa ክፍለ:kəflä ሃብተ:habtä ተኽለ:täklä ዘር:zär', 'ሚካኤል:mikaʾel መድህን:mädhən እግዚኣብሄር:əgziʾabher ማርያም:maryam ስላሴ:səllase ገርግሽ:gärgəš ኣብ:ab ጽዮን:ṣəyon ጊዮርጊስ:giyorgis ትንሳኤ:tənsaʾe')],
    ),
    female: mixture(
      [85, ranked('ለተብርሃን:lätäbərhan ሰላም:sälam ራህዋ:rahwa ሳባ:saba ኣበባ:abäba ትርሓስ:tərhas ሉላ:lula ሰናይት:sänayt ሄለን:helen ፍረወይኒ:fəräwäyni ኣዜብ:azeb ምሕረት:məhrät ዝማም:zəmam ሓዳስ:hadas ኣልጋነሽ:alganäš ሰምሃር:sämhar ሩታ:ruta ቤተልሄም:betäləhem ኤልሳ:elsa ፋጥማ:faṭma ብርክቲ:bərəkti ጽጌረዳ:ṣəgeräda ማርታ:marta ሚልያ:milya ዊንታ:winta ኣመተ:amätä ሊዲያ:lidiya', 0.8, 1)],
      [15, compound('ለተ:lätä ኣመተ:amätä ወለተ:wälättä', 'ብርሃን:bərhan ስላሴ:səllase ማርያም:maryam ሚካኤል:mikaʾel ጽዮን:ṣəyon ኪዳን:kidan ገብርኤል:gäbrəʾel')],
    ),
  },
  rule: 'given name, father’s, grandfather’s; a wife keeps her name',
  fullName: threeGenerations,
  nicknames: nicknames('ዮናስ=ዮኒ:yoni ፊልሞን=ፊሊ:fili ኣብርሃም=ኣብራ:abra ተስፋይ=ተስፉ:täsfu ሄለን=ሄሉ:helu ዳዊት=ዳውት:dawət ሳምሶን=ሳሚ:sami ሰላም=ሰሊ:säli ትርሓስ=ትርሒ:tərhi'),
  titles: { male: words('ኣይተ:aytä ቀሺ:qäši ሼኽ:šek'), female: words('ወይዘሮ:wäyzäro') },
  latin: ETHIOPIC_IN_LATIN,
  phone: '+291 7 ######',
  document: 'K#######',
  home: homePlaces('ER', 'Ethi', 'ኣስመራ:Asmara ከረን:Keren መንደፈራ:Mendefera ደቀምሓረ:Dekemhare ባጽዕ:Massawa ሰንዓፈ:Senafe ኣቑርደት:Agordat ባረንቱ:Barentu ተሰነይ:Teseney ዓዲ_ቐይሕ:Adi_Keyh ሽረ:Shire ኣኽሱም:Axum'),
  routes: [['adisabeba', 'khartoum', 'tripoli', 'lampedusa', 'rome'], ['khartoum', 'cairo', 'telaviv'], ['adisabeba'], ['khartoum', 'tripoli', 'rome', 'calais'], ['adisabeba', 'nairobi', 'kampala']],
  habits: { children: [2, 8], wifeTakesName: 0, afterFather: 0, afterGrandparent: 0.04 },
}; // prettier-ignore
