import { compound, mixture, ranked, words } from '../names.js';
import { homePlaces } from '../places.js';
import { ARABIC_IN_LATIN } from '../spelling/semitic.js';
import { nicknames, part, type Culture } from './culture.js';

const DIVINE =
  words(`الرحمن:raḥmān الكريم:karīm العزيز:ʿazīz الرحيم:raḥīm القادر:qādir السلام:salām الحميد:ḥamīd المجيد:maǧīd الرزاق:razzāq اللطيف:laṭīf
الوهاب:wahhāb الجليل:ǧalīl الحكيم:ḥakīm الستار:sattār الغني:ġanī الواحد:wāḥid الناصر:nāṣir الهادي:hādī المنعم:munʿim الباسط:bāsiṭ الفتاح:fattāḥ الحليم:ḥalīm الخالق:ḵāliq القهار:qahhār`);
const OF_FAITH = words(
  'نور:nūr صلاح:ṣalāḥ علاء:ʿalāʾ عماد:ʿimād محيي:muḥyī جمال:ǧamāl سيف:sayf شمس:šams ضياء:ḍiyāʾ عز:ʿizz تقي:taqī بهاء:bahāʾ حسام:ḥusām خير:ḵayr زين:zayn فخر:faḵr',
);

const MALE = `محمد:muḥammad عبد_الله:ʿabdullāh أحمد:aḥmad علي:ʿalī حسن:ḥasan حسين:ḥusayn عمر:ʿumar خالد:ḵālid إبراهيم:ibrāhīm يوسف:yūsuf محمود:maḥmūd مصطفى:muṣṭafā عثمان:ʿuṯmān صالح:ṣāliḥ
إسماعيل:ismāʿīl حمزة:ḥamza سعيد:saʿīd ياسين:yāsīn كريم:karīm رامي:rāmī سامر:sāmir ماهر:māhir وليد:walīd طارق:ṭāriq فادي:fādī زياد:ziyād بلال:bilāl أيمن:ayman ياسر:yāsir ناصر:nāṣir
جابر:ǧābir فيصل:fayṣal سليمان:sulaymān داود:dāwūd موسى:mūsā عيسى:ʿīsā زكريا:zakariyyā هاشم:hāšim قاسم:qāsim جعفر:ǧaʿfar عباس:ʿabbās مهدي:mahdī باسم:bāsim غسان:ġassān مروان:marwān
نبيل:nabīl رضا:riḍā شادي:šādī عصام:ʿiṣām هيثم:hayṯam لؤي:luʾayy قصي:quṣayy أنس:anas معاذ:muʿāḏ براء:barāʾ عدنان:ʿadnān منذر:munḏir ثائر:ṯāʾir حازم:ḥāzim جلال:ǧalāl مازن:māzin
آدم:ādam شريف:šarīf عامر:ʿāmir فارس:fāris غيث:ġayṯ نزار:nizār رشيد:rašīd صابر:ṣābir تامر:tāmir وائل:wāʾil`;
const FEMALE = `فاطمة:fāṭima مريم:maryam زينب:zaynab عائشة:ʿāʾiša خديجة:ḵadīǧa نور:nūr سارة:sāra هدى:hudā آمنة:āmina أمل:amal سعاد:suʿād ليلى:laylā رنا:ranā هالة:hāla سمر:samar منى:munā
رقية:ruqayya حليمة:ḥalīma صفية:ṣafiyya سلمى:salmā نادية:nādiya وفاء:wafāʾ إيمان:īmān أسماء:asmāʾ دعاء:duʿāʾ غادة:ġāda رشا:rašā ريم:rīm لينا:līnā دينا:dīnā رهف:rahaf شهد:šahd
ملاك:malāk جنى:ǧanā تسنيم:tasnīm بتول:batūl كوثر:kawṯar نجلاء:naǧlāʾ سناء:sanāʾ عبير:ʿabīr هبة:hiba إسراء:isrāʾ آلاء:ālāʾ ضحى:ḍuḥā لمى:lamā ميساء:maysāʾ ابتسام:ibtisām خلود:ḵulūd
نوال:nawāl بشرى:bušrā رغد:raġad جميلة:ǧamīla كريمة:karīma سهام:sihām زهراء:zahrāʾ حنان:ḥanān رحاب:riḥāb ندى:nadā فرح:faraḥ ياسمين:yāsamīn`;
const FAMILY = `الأحمد:al-aḥmad الحسن:al-ḥasan العلي:al-ʿalī المحمد:al-muḥammad الحسين:al-ḥusayn الخطيب:al-ḵaṭīb الشامي:al-šāmī الحلبي:al-ḥalabī الجبوري:al-ǧubūrī الدليمي:al-dulaymī
التميمي:al-tamīmī العبيدي:al-ʿubaydī الزعبي:al-zuʿbī الحمصي:al-ḥimṣī المصري:al-miṣrī النجار:al-naǧǧār الحداد:al-ḥaddād الصباغ:al-ṣabbāġ الخالدي:al-ḵālidī العمري:al-ʿumarī
القاسم:al-qāsim السيد:al-sayyid الشيخ:al-šayḵ حمدان:ḥamdān عيسى:ʿīsā منصور:manṣūr درويش:darwīš شحادة:šaḥāda قباني:qabbānī بكري:bakrī خليل:ḵalīl سلامة:salāma طه:ṭāhā
الأسدي:al-asadī الموسوي:al-mūsawī الكعبي:al-kaʿbī الربيعي:al-rubayʿī الشمري:al-šammarī العنزي:al-ʿanazī البياتي:al-bayātī الجاسم:al-ǧāsim الرفاعي:al-rifāʿī السعدي:al-saʿdī الغزالي:al-ġazālī`;
const STEMS =
  words(`بغداد:baġdād حمو:ḥamaw دير:dayr كردي:kurd سلمان:salmān نعيم:nuʿaym ربيع:rabīʿ زيد:zayd عقيل:ʿuqayl شريف:šarīf يعقوب:yaʿqūb داود:dāwūd عثمان:ʿuṯmān شبل:šibl كنان:kinān
فضل:faḍl هلال:hilāl بدر:badr صقر:ṣaqr راشد:rāšid ثابت:ṯābit وهب:wahb غانم:ġānim حسان:ḥassān جميل:ǧamīl سرور:surūr عطار:ʿaṭṭār قصاب:qaṣṣāb نحاس:naḥḥās`);

export const ARABIC: Culture = {
  code: 'arabic',
  label: 'Arabic (Syria, Iraq, Sudan)',
  share: 14,
  language: 'ar',
  script: 'Arab',
  calendar: 'gregorian',
  given: {
    male: mixture(
      [84, ranked(MALE, 1, 0.6)],
      [12, compound('عبد_ال:ʿabdal~', DIVINE.map(({ text, sound }) => ({ text: text.replace(/^ال/, ''), sound })))],
      [4, compound(OF_FAITH, '_الدين:al~dīn')],
    ),
    female: ranked(FEMALE, 0.9, 1),
  },
  family: mixture(
    [75, ranked(FAMILY, 0.7, 2)],
    [25, compound(STEMS.map(({ text, sound }) => ({ text: `ال${text}`, sound: `al-${sound}` })), 'ي:ī اوي:āwī ية:iyya')],
  ),
  rule: 'given name, father’s, family name; a wife keeps her own',
  fullName: ({ given, father, family }) => [
    part('given', given),
    ...(father ? [part('father', father.given)] : []),
    ...(family ? [part('family', family)] : []),
  ],
  nicknames: nicknames(`محمد=حمودة:ḥammūda أحمد=حمادة:ḥamāda مصطفى=صطوف:ṣaṭṭūf إبراهيم=بروم:barhūm فاطمة=فطوم:faṭṭūm خديجة=خدوج:ḵaddūǧ عائشة=عيوش:ʿayyūš زينب=زنوبة:zannūba
مريم=مريومة:maryūma حسن=حسون:ḥassūn علي=علاوي:ʿallāwī يوسف=يوسيف:yūsif`),
  titles: { male: words('الحاج:al-ḥāǧǧ السيد:al-sayyid الشيخ:al-šayḵ'), female: words('الحاجة:al-ḥāǧǧa السيدة:al-sayyida') },
  latin: ARABIC_IN_LATIN,
  phone: '+963 9## ### ###',
  document: '0##########',
  home: homePlaces('SY', 'Arab', 'حلب:Aleppo دمشق:Damascus حمص:Homs حماة:Hama إدلب:Idlib الرقة:Raqqa دير_الزور:Deir_ez-Zor درعا:Daraa الحسكة:Hasakah القامشلي:Qamishli منبج:Manbij الباب:Al-Bab دوما:Douma'),
  routes: [['beirut'], ['amman'], ['gaziantep', 'istanbul', 'lesvos', 'athens', 'belgrade', 'munich'], ['erbil'], ['cairo', 'tripoli', 'lampedusa', 'rome'], ['istanbul', 'bihac', 'berlin']],
  habits: { children: [1, 7], wifeTakesName: 0, afterFather: 0.005, afterGrandparent: 0.25 },
}; // prettier-ignore
