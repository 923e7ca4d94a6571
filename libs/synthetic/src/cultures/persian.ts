import { compound, mixture, ranked, words } from '../names.js';
import { homePlaces } from '../places.js';
import { PERSIAN_IN_LATIN, URDU_IN_LATIN } from '../spelling/semitic.js';
import { nicknames, part, type Culture } from './culture.js';

const DARI_MALE = `محمد:mohammad احمد:ahmad علی:alī حسین:hosayn حسن:hasan رضا:rezā مهدی:mahdī عبدالله:abdollāh کریم:karīm نعیم:naīm رحیم:rahīm جواد:ǧavād مصطفی:mostafā حبیب:habīb نجیب:naǧīb
فرید:farīd جاوید:ǧāvīd فرهاد:farhād بهرام:bahrām رستم:rostam یوسف:yūsof ابراهیم:ebrāhīm اسماعیل:esmāīl میرویس:mīrvays شفیق:šafīq رفیع:rafīʿ امید:omīd سهراب:sohrāb داوود:dāvūd صابر:sāber
هارون:hārūn ادریس:edrīs الیاس:elyās ضیا:ziyā مجتبی:moǧtabā مرتضی:mortazā قاسم:qāsem عباس:abbās اکبر:akbar اصغر:asġar نادر:nāder قربان:qorbān رمضان:ramazān شریف:šarīf خلیل:ḵalīl جمشید:ǧamšīd سمیع:samīʿ`;
const FAITH = words('غلام:ġolām عبدال:abdol نور:nūr سید:sayyed محمد_:mohammad_ گل:gol امیر:amīr');
const SECOND = words(
  'علی:alī حسین:hosayn رضا:rezā عباس:abbās حیدر:haydar نبی:nabī احمد:ahmad رحمن:rahmān حسن:hasan محمد:mohammad قادر:qāder جان:ǧān',
);
const DARI_FEMALE = `فاطمه:fātema زهرا:zahrā مریم:maryam معصومه:masūma زینب:zaynab لیلا:laylā شکریه:šokrīya نرگس:narges سکینه:sakīna فرشته:ferešta پروانه:parvāna صدیقه:sedīqa رقیه:roqayya حلیمه:halīma
گلثوم:golsūm نازنین:nāzanīn شیرین:šīrīn پروین:parvīn ثریا:sorayyā فریبا:farībā یلدا:yaldā مینا:mīnā راضیه:rāzīya مرضیه:marzīya طیبه:tayyeba زرغونه:zarġūna فریده:farīda نسرین:nasrīn
آرزو:ārezū سحر:sahar بهار:bahār شبنم:šabnam ستاره:setāra روشن:rovšan هما:homā عارفه:ārefa بی‌بی‌گل:bībīgol عایشه:āyeša مروه:marva`;
const DARI_STEMS =
  words(`احمد:ahmad محمد:mohammad حسین:hosayn علی:alī کریم:karīm رحیم:rahīm نور:nūr حیدر:haydar یوسف:yūsof صادق:sādeq جعفر:ǧafar اکبر:akbar ابراهیم:ebrāhīm حبیب:habīb سلطان:soltān
شریف:šarīf رسول:rasūl قاسم:qāsem مراد:morād نظر:nazar رضا:rezā عظیم:azīm امیر:amīr صفر:safar جان:ǧān میرزا:mīrzā خدا:ḵodā نیک:nīk پیر:pīr`);

export const DARI: Culture = {
  code: 'dari',
  label: 'Dari and Hazara (Afghanistan)',
  share: 9,
  language: 'prs',
  script: 'Arab',
  calendar: 'persian',
  given: {
    male: mixture([72, ranked(DARI_MALE, 0.9, 1)], [28, compound(FAITH, SECOND)]),
    female: mixture([90, ranked(DARI_FEMALE, 0.9, 1)], [10, compound('بی‌بی_:bībī_ گل_:gol_ ماه_:māh_ نور_:nūr_', 'زهرا:zahrā فاطمه:fātema جان:ǧān بیگم:begom بانو:bānū')]),
  },
  family: mixture(
    [55, ranked('رضایی:rezāyī حسینی:hosaynī احمدی:ahmadī محمدی:mohammadī حیدری:haydarī رحیمی:rahīmī کریمی:karīmī علیزاده:alīzāda نوری:nūrī جعفری:ǧafarī اکبری:akbarī یعقوبی:yaqūbī صدیقی:sedīqī هزاره:hazāra امیری:amīrī قاسمی:qāsemī مرادی:morādī سلطانی:soltānī عظیمی:azīmī نظری:nazarī شریفی:šarīfī موسوی:mūsavī', 0.8, 2)],
    [45, compound(DARI_STEMS, 'ی:ī زاده:zāda یار:yār پور:pūr نیا:niyā زی:zay مل:mal')],
  ),
  rule: 'given name, often put together, and a family name of two generations; one in four has no family name',
  fullName: ({ given, second, family }) => [part('given', given), ...(family && !second ? [part('family', family)] : [])],
  second: { male: ranked('جان:ǧān'), female: ranked('جان:ǧān') },
  seconds: 0.25,
  nicknames: nicknames('محمد=ممد:mamad فاطمه=فاطی:fātī مصطفی=مصطو:mostū زهرا=زری:zarī معصومه=معصو:masū مریم=مری:marī حسین=حسینک:hosaynak علی=علیجان:alīǧān مهدی=مهدیجان:mahdīǧān'),
  titles: { male: words('حاجی:hāǧī سید:sayyed آقای:āqāy استاد:ostād'), female: words('بی‌بی:bībī خانم:ḵānom') },
  latin: PERSIAN_IN_LATIN,
  phone: '+93 7# ### ####',
  document: '####-####-#####',
  home: homePlaces('AF', 'Arab', 'کابل:Kabul هرات:Herat مزار_شریف:Mazar-i-Sharif بامیان:Bamyan غزنی:Ghazni جاغوری:Jaghori بدخشان:Badakhshan دایکندی:Daykundi تخار:Takhar بغلان:Baghlan پروان:Parwan سمنگان:Samangan'),
  routes: [['mashhad', 'tehran', 'van', 'istanbul', 'lesvos', 'athens', 'belgrade', 'berlin'], ['mashhad', 'tehran'], ['peshawar'], ['tehran', 'van', 'istanbul', 'bihac', 'munich']],
  habits: { children: [2, 8], wifeTakesName: 0, afterFather: 0, afterGrandparent: 0.05 },
}; // prettier-ignore

const PASHTO_HEADS = words(
  'گل:gul خان:ḵān نور:nūr میر:mīr شیر:šēr ګل:gul اکبر:akbar زر:zar جان:ǧān رحمت:rahmat حکمت:hekmat نعمت:nemat حبیب:habīb سمیع:samī عصمت:esmat ذبیح:zabīh نصر:nasr امان:amān اسد:asad فضل:fazl عبید:obayd هدایت:hedāyat شفیع:šafī',
);

export const PASHTO: Culture = {
  code: 'pashto',
  label: 'Pashto (Afghanistan, Pakistan)',
  share: 6,
  language: 'ps',
  script: 'Arab',
  calendar: 'persian',
  given: {
    male: mixture(
      [45, ranked('محمد:mohammad احمد:ahmad عبدالله:abdollāh ګل:gul نور:nūr خان:ḵān زلمی:zalmay ځلمی:zalmay خوشحال:ḵošhāl اجمل:aǧmal حمید:hamīd وحید:vahīd ننګیالی:nangyālay سپین:spīn بریالی:baryālay میرویس:mīrvays زمری:zmaray اباسین:abāsīn هوتک:hotak جانان:ǧānān صدیق:sedīq یوسف:yūsof کریم:karīm رحیم:rahīm شفیق:šafīq ایوب:ayyūb داوود:dāvūd عثمان:osmān عمر:omar بلال:belāl', 0.8, 1)],
      [35, compound(PASHTO_HEADS, 'الله:ollāh _خان:_ḵān _ګل:_gul _جان:_ǧān _محمد:_mohammad _احمد:_ahmad _اغا:_āġā')],
      [20, compound('محمد_:mohammad_ عبدال:abdol غلام_:ġolām_', 'رحمن:rahmān غفار:ġafār کریم:karīm نبی:nabī حق:haq علی:alī عزیز:azīz قیوم:qayyūm واحد:vāhed صمد:samad')],
    ),
    female: mixture(
      [75, ranked('زرغونه:zarġūna ملالۍ:malālay پلوشه:palvaša سپوږمۍ:spōžmay ګلالۍ:gulālay شکیلا:šakīlā خاطره:ḵātera نازو:nāzō حسینه:hasīna رابعه:rābea مریم:maryam عایشه:āyeša خدیجه:ḵadīǧa سپنا:spanā وږمه:vagma تورپیکۍ:tōrpēkay زرمینه:zarmīna شینکۍ:šīnkay حلیمه:halīma بخته:baḵta زهره:zohra ریدی:rīdī هیله:hīla مینه:mīna', 0.8, 1)],
      [25, compound('ګل_:gul_ بی‌بی_:bībī_ زر_:zar_ نور_:nūr_ خان_:ḵān_', 'مینه:mīna بیبي:bībī پاڼه:pāna بخته:baḵta جانه:ǧāna ناز:nāz')],
    ),
  },
  second: { male: ranked('خان:ḵān'), female: ranked('بیبي:bībī') },
  seconds: 0.4,
  family: mixture([1, ranked('احمدزی:ahmadzay ستانکزی:stānikzay یوسفزی:yūsofzay نورزی:nūrzay خټک:ḵatak اڅکزی:ačakzay پوپلزی:pōpalzay شینواری:šīnvārī ساپی:sāpī وردګ:vardak زدراڼ:zadrān منګل:mangal هوتک:hotak کاکړ:kākar مومند:mōmand اپریدی:afrīdī بارکزی:bārakzay الکوزی:alkōzay علیزی:alīzay توخی:tōḵī وزیر:vazīr محسود:mahsūd ځاځی:zāzay همت:hemmat اتل:atal', 0.7, 2)]),
  rule: 'given name with Khan or Bibi, or with the tribe; a single name where neither is used',
  fullName: ({ given, second, family, sex }) => [
    part('given', given),
    ...(second ? [part('unknown', second)] : family && sex === 'male' ? [part('clan', family)] : []),
  ],
  nicknames: nicknames('عبدالله=عبدلی:abdolī محمد=محمدګل:mohammadgul زرغونه=زرغو:zarġō ملالۍ=ملالی:malālī'),
  titles: { male: words('حاجي:hāǧī ملا:mollā ښاغلی:šāġalay'), female: words('بیبي:bībī آغلې:āġle') },
  latin: PERSIAN_IN_LATIN,
  phone: '+93 7# ### ####',
  document: '####-####-#####',
  home: homePlaces('AF', 'Arab', 'کندهار:Kandahar جلال_آباد:Jalalabad خوست:Khost هلمند:Helmand لښکرګاه:Lashkargah پکتیا:Paktia پکتیکا:Paktika لوګر:Logar کونړ:Kunar زابل:Zabul ارزګان:Uruzgan وردګ:Wardak'),
  routes: [['peshawar'], ['mashhad', 'tehran', 'van', 'istanbul', 'lesvos', 'athens'], ['tehran', 'van', 'istanbul', 'bihac', 'calais'], ['kabul', 'mashhad']],
  habits: { children: [2, 9], wifeTakesName: 0, afterFather: 0, afterGrandparent: 0.04 },
}; // prettier-ignore

export const URDU: Culture = {
  code: 'urdu',
  label: 'Urdu (Pakistan)',
  share: 5,
  language: 'ur',
  script: 'Arab',
  calendar: 'gregorian',
  given: {
    male: mixture(
      [60, ranked('محمد:mohammad علی:alī احمد:ahmad عمران:imrān عمر:umar حمزہ:hamza بلال:bilāl عثمان:usmān حسن:hasan آصف:āsif کاشف:kāšif وسیم:vasīm ندیم:nadīm طارق:tāriq شہزاد:šahzād فیصل:faisal عدنان:adnān جاوید:ǧāvēd اقبال:iqbāl ناصر:nāsir رضوان:rizvān سجاد:saǧǧād ظفر:zafar یاسر:yāsir نعمان:nomān زاہد:zāhid شاہد:šāhid ساجد:sāǧid ماجد:māǧid ارشد:aršad', 0.8, 1)],
      [40, compound('محمد_:mohammad_ غلام_:ġulām_ عبدال:abdul سید_:sayyid_ میاں_:miyān_', 'عمران:imrān رسول:rasūl رحمان:rahmān حسین:husain رشید:rašīd علی:alī اکرم:akram اسلم:aslam یوسف:yūsuf عارف:ārif قادر:qādir غفور:ġafūr مجید:maǧīd اشرف:ašraf', {})],
    ),
    female: ranked('فاطمہ:fātima عائشہ:āiša مریم:maryam زینب:zainab صائمہ:sāima نسرین:nasrīn شازیہ:šāziya ثمینہ:samīna روبینہ:rōbīna سدرہ:sidra اقرا:iqrā کرن:kiran سمیرا:sumairā نادیہ:nādiya رخسانہ:ruḵsāna پروین:parvīn شبانہ:šabāna عاصمہ:āsima خدیجہ:ḵadīǧa حنا:hinā آمنہ:āmina بشریٰ:bušrā طاہرہ:tāhira نگہت:nighat فرزانہ:farzāna یاسمین:yāsmīn ماریہ:māriya حلیمہ:halīma سعدیہ:sādiya رابعہ:rābia', 0.8, 1),
  },
  second: { male: ranked('خان:ḵān علی:alī احمد:ahmad حسین:husain اقبال:iqbāl'), female: ranked('بی_بی:bībī بیگم:bēgum خاتون:ḵātūn', 0.5) },
  seconds: 0.5,
  family: ranked('خان:ḵān بٹ:bat چوہدری:čaudhrī ملک:malik شیخ:šaiḵ قریشی:qurēšī مغل:muġal راجپوت:rāǧpūt جٹ:ǧat گجر:guǧǧar اعوان:avān بھٹی:bhattī ڈار:dār میر:mīr خواجہ:ḵvāǧa شاہ:šāh گیلانی:gīlānī بخاری:buḵārī ہاشمی:hāšmī انصاری:ansārī صدیقی:siddīqī فاروقی:fārūqī عباسی:abbāsī لغاری:laġārī بلوچ:balōč سومرو:sūmrō', 0.8, 1),
  rule: 'given name with a second name of one’s own, else the father’s name or the line’s; women with Bibi, Begum or the father’s name',
  fullName: ({ given, second, family, father, sex }) => [
    part('given', given),
    ...(second
      ? [part('unknown', second)]
      : sex === 'male' && family
        ? [part('family', family)]
        : father
          ? [part('father', father.given)]
          : []),
  ],
  nicknames: nicknames('محمد=مودی:mōdī عمران=مانی:mānī فاطمہ=فاطی:fātī عائشہ=عاشو:āšū زینب=زینی:zainī بلال=بلو:billū احمد=احمدی:ahmadī'),
  titles: { male: words('جناب:ǧanāb حاجی:hāǧī'), female: words('محترمہ:muhtarma') },
  latin: URDU_IN_LATIN,
  phone: '+92 3## #######',
  document: '#####-#######-#',
  home: homePlaces('PK', 'Arab', 'لاہور:Lahore گجرات:Gujrat سیالکوٹ:Sialkot گوجرانوالہ:Gujranwala راولپنڈی:Rawalpindi کراچی:Karachi ملتان:Multan فیصل_آباد:Faisalabad کوئٹہ:Quetta پاراچنار:Parachinar جہلم:Jhelum'),
  routes: [['tehran', 'van', 'istanbul', 'lesvos', 'athens'], ['cairo', 'tripoli', 'lampedusa', 'rome'], ['istanbul', 'belgrade', 'bihac', 'rome']],
  habits: { children: [1, 7], wifeTakesName: 0, afterFather: 0, afterGrandparent: 0.05 },
}; // prettier-ignore
