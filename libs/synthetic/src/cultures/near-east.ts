import { compound, mixture, ranked, words, type Word } from '../names.js';
import { homePlaces } from '../places.js';
import { ARMENIAN_IN_LATIN, GEORGIAN_IN_LATIN, TURKISH_IN_LATIN } from '../spelling/alphabets.js';
import { HEBREW_IN_LATIN } from '../spelling/semitic.js';
import { nicknames, part, type Bearer, type Culture } from './culture.js';

/** Given name and the family name, a wife's being her husband's where she took it. */
const givenAndFamily = ({ given, family, husband }: Bearer) => {
  const line = husband?.family ?? family;
  return [part('given', given), ...(line ? [part('family', line)] : [])];
};

const TURKISH_MALE =
  'Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim Murat İsmail Ömer Yusuf Osman Ramazan Fatih Emre Halil Süleyman Abdullah Mahmut Recep Salih Kemal Yaşar Burak Serkan Uğur Çağrı Şükrü Cengiz Baran Azad Rojhat Ferhat Welat Serhat Bayram Orhan Kadir Erdal Hakan Sinan Volkan';
const TURKISH_FEMALE =
  'Fatma Ayşe Emine Hatice Zeynep Elif Meryem Şerife Zehra Sultan Hanife Merve Havva Zeliha Esra Özlem Yasemin Gül Hülya Songül Sevim Büşra Kübra Dilek Şengül Berfin Rojda Zilan Hêlîn Gülistan Çiğdem Ebru Tuğba Nurcan Aylin Derya Perihan Leyla';
export const TURKISH: Culture = {
  code: 'turkish',
  label: 'Turkish and Kurdish (Türkiye)',
  share: 4,
  language: 'tr',
  script: 'Latn',
  calendar: 'gregorian',
  given: {
    male: mixture([85, ranked(TURKISH_MALE, 0.8, 1)], [15, compound('Mehmet_ Muhammed_ Ahmet_ Hacı_ Ali_', 'Emin Akif Can Efe Rıza Kerem Furkan Tahir Şirin Baki')]),
    female: mixture([85, ranked(TURKISH_FEMALE, 0.8, 1)], [15, compound('Ayşe_ Fatma_ Nur Gül Ay', 'gül nur can ten şen sel han su')]),
  },
  family: mixture(
    [55, ranked('Yılmaz Kaya Demir Çelik Şahin Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek Polat Korkmaz Çakır Erdoğan Bulut Güneş Aktaş Bozkurt Avcı Taş Ateş Güler Tekin Yavuz Keskin Turan Gül Işık Acar Ünal', 0.7, 2)],
    [45, compound('Öz Kara Ak Er Gök Demir Kızıl Yıl Taş Kaya Ay Gün Şen Bay Al Sarı', 'demir kaya soy tepe su er bulut gül türk kan bay taş maz oğlu han can tekin alp ci')],
  ),
  rule: 'given name and family name; most wives take the husband’s',
  fullName: givenAndFamily,
  nicknames: nicknames('Mehmet=Memo Mustafa=Mıstık Ahmet=Ahmo Hüseyin=Hüso Hasan=Haso İbrahim=İbo İsmail=İso Süleyman=Sülo Fatma=Fato Ayşe=Ayşo Emine=Emoş Zeynep=Zeyno Hatice=Hatço Abdullah=Apo Ramazan=Ramo Osman=Oso Meryem=Meyro'),
  titles: { male: words('Bay Hacı'), female: words('Bayan Hacı') },
  latin: TURKISH_IN_LATIN,
  phone: '+90 5## ### ## ##',
  document: '###########',
  home: homePlaces('TR', 'Latn', 'Diyarbakır:Diyarbakir Şırnak:Sirnak Hakkâri:Hakkari Antakya:Antakya Adıyaman:Adiyaman Kahramanmaraş:Kahramanmaras Malatya Mardin Urfa Batman Cizre İzmir:Izmir Ağrı:Agri Muş:Mus'),
  routes: [['istanbul', 'bihac', 'munich'], ['lesvos', 'athens'], ['berlin'], ['erbil'], ['belgrade', 'paris']],
  habits: { children: [1, 6], wifeTakesName: 0.85, afterFather: 0.005, afterGrandparent: 0.25 },
}; // prettier-ignore

const ARMENIAN_STEMS = words(
  'Գրիգոր Հարություն Սարգս Հովհաննիս Պետրոս Մկրտչ Մարտիրոս Կարապետ Խաչատր Գևորգ Վարդան Աբրահամ Հակոբ Մանուկ Ստեփան Սիմոն Պողոս Արաքել Ղազար Մելքոն Եղիազար Թադևոս Բաղդասար Նազար Անտոն Դավթ Գասպար Զաքար Մինաս Ավագ Տեր-Պետրոս Տեր-Հակոբ Նալբանդ Քոչար Աղաջան Շահնազար Բաբա Սահակ Իսրայել Ոսկան',
);
export const ARMENIAN: Culture = {
  code: 'armenian',
  label: 'Armenian',
  share: 3,
  language: 'hy',
  script: 'Armn',
  calendar: 'gregorian',
  given: {
    male: ranked('Արմեն Գևորգ Հայկ Արթուր Տիգրան Կարեն Սամվել Աշոտ Վահե Հովհաննես Արամ Դավիթ Արման Գագիկ Սարգիս Հրանտ Նարեկ Ռուբեն Գարեգին Վարդան Մհեր Հակոբ Սերգեյ Էդգար Լևոն Ռաֆիկ Արտակ Մանվել Վազգեն Գրիգոր Ստեփան Անդրանիկ Սուրեն Ռոբերտ Երվանդ Մկրտիչ Զավեն Կարապետ', 0.7, 1),
    female: ranked('Անահիտ Մարիամ Անի Հասմիկ Գայանե Լուսինե Կարինե Նարինե Սուսաննա Արմինե Աննա Մարգարիտա Ռուզաննա Շուշանիկ Սոնա Թամարա Նունե Տաթևիկ Լիլիթ Արփինե Սիրանուշ Զարուհի Հռիփսիմե Վարդուհի Էլեն Ալվարդ Գոհար Մելինե Նելլի Իրինա Քրիստինե Արուս Աստղիկ Եվա', 0.7, 1),
  },
  family: compound(ARMENIAN_STEMS, 'յան'),
  rule: 'given name and family name in -yan; half of the wives take the husband’s',
  fullName: givenAndFamily,
  nicknames: nicknames('Արմեն=Արմենչիկ Գևորգ=Գևոր Արթուր=Արթո Տիգրան=Տիկո Հովհաննես=Հովո Դավիթ=Դավո Սարգիս=Սաքո Մարիամ=Մարո Հասմիկ=Հասմ Գայանե=Գայա Լուսինե=Լուս Անահիտ=Անո Կարինե=Կարին Վարդան=Վարդո Ռուբեն=Ռուբո Հակոբ=Հակո'),
  titles: { male: words('պարոն'), female: words('տիկին') },
  latin: ARMENIAN_IN_LATIN,
  phone: '+374 91 ######',
  document: 'AN#######',
  home: homePlaces('AM', 'Armn', 'Ստեփանակերտ:Stepanakert Շուշի:Shushi Գյումրի:Gyumri Գորիս:Goris Մարտակերտ:Martakert Հադրութ:Hadrut Վանաձոր:Vanadzor Կապան:Kapan Սիսիան:Sisian Մարտունի:Martuni Արտաշատ:Artashat Իջևան:Ijevan'),
  routes: [['yerevan'], ['baku'], ['moscow'], ['tbilisi'], ['yerevan', 'paris'], ['beirut']],
  habits: { children: [1, 4], wifeTakesName: 0.5, afterFather: 0.01, afterGrandparent: 0.35 },
}; // prettier-ignore

const GEORGIAN_STEMS = words(
  'ბერი გიორგა ხუცი ლომი კაპანა გელა მაისურა ჯავახი ქავთარა კვარაცხე ცხადა ჭანტუ თოდუ ნოზა მამუკა დავითა ალექსი ბაქრა გოგი ზურა ქობა ხარა წერე ჩხეი ბოლქვა ლაბა მელა ნადირა პაპა რაზმა სულა ტაბა უგრეხე ფირცხალა ყიფი შენგე',
);
export const GEORGIAN: Culture = {
  code: 'georgian',
  label: 'Georgian',
  share: 3,
  language: 'ka',
  script: 'Geor',
  calendar: 'gregorian',
  given: {
    male: ranked('გიორგი დავით ზურაბ ალექსანდრე ლევან მამუკა გელა ნიკა ლუკა ნიკოლოზ ირაკლი ბესიკ თამაზ გოჩა ვახტანგ მალხაზ შოთა ავთანდილ რამაზ ზაზა კახა ტარიელ ოთარ თორნიკე ბექა საბა დიმიტრი მერაბ ჯემალ ნოდარ გურამ თემურ რეზო ამირან ვაჟა', 0.7, 1),
    female: ranked('ნინო მარიამ თამარ ნანა ნათია ეკატერინე მაია ანა ნატო ლელა ქეთევან თეა ირმა მანანა ხათუნა ელენე სალომე ნათელა ეთერი მზია ლია ლამარა ცისანა მედეა დარეჯან ლალი თინათინ სოფიო ბარბარე ელისო ნაირა მერი ჟუჟუნა', 0.7, 1),
  },
  family: mixture([35, ranked('ბერიძე კაპანაძე გელაშვილი მაისურაძე გიორგაძე ლომიძე წიკლაური კვარაცხელია თოდუა ხარაზიშვილი ნოზაძე ჯანელიძე აბულაძე სულაქველიძე ცისკარიშვილი ჩიკვაიძე ქავთარაძე შონია გოგუა ჯოჯუა მიქაძე ბოჭორიშვილი', 0.6, 1)], [65, compound(GEORGIAN_STEMS, 'შვილი ძე ია უა ური ელი ანი იძე')]),
  rule: 'given name and family name in -shvili, -dze, -ia, -ua; few wives take the husband’s',
  fullName: givenAndFamily,
  nicknames: nicknames('გიორგი=გოგა დავით=დათო ზურაბ=ზურა ალექსანდრე=სანდრო ლევან=ლეო ნიკოლოზ=ნიკა ირაკლი=ირა ეკატერინე=ეკა ქეთევან=ქეთი მარიამ=მარი თამარ=თაკო ნათია=ნათი სალომე=სალო ვახტანგ=ვახო დიმიტრი=დიტო ავთანდილ=ავთო ნინო=ნინიკო'),
  titles: { male: words('ბატონი'), female: words('ქალბატონი') },
  latin: GEORGIAN_IN_LATIN,
  phone: '+995 5## ## ## ##',
  document: '###########',
  home: homePlaces('GE', 'Geor', 'სოხუმი:Sokhumi გალი:Gali ცხინვალი:Tskhinvali გორი:Gori ზუგდიდი:Zugdidi ქუთაისი:Kutaisi თელავი:Telavi ოჩამჩირე:Ochamchire გაგრა:Gagra ახალგორი:Akhalgori ფოთი:Poti ბათუმი:Batumi'),
  routes: [['tbilisi'], ['rostov', 'moscow'], ['istanbul', 'athens'], ['tbilisi', 'istanbul']],
  habits: { children: [1, 3], wifeTakesName: 0.15, afterFather: 0.005, afterGrandparent: 0.35 },
}; // prettier-ignore

const HEBREW_SECOND: readonly Word[] = words('בן_:ben_ בר_:bar_');
export const HEBREW: Culture = {
  code: 'hebrew',
  label: 'Hebrew (Israel and its diaspora)',
  share: 2,
  language: 'he',
  script: 'Hebr',
  calendar: 'gregorian',
  given: {
    male: mixture([90, ranked('משה:moše יוסף:yosef דוד:david יעקב:yaʿaqov אברהם:avraham יצחק:yicḥaq דניאל:daniyyel שלמה:šlomo חיים:ḥayyim אריה:arye יהודה:yehuda שמואל:šmuʾel מיכאל:miḵaʾel אליהו:eliyyahu נועם:noʿam איתן:eytan אורי:uri עומר:ʿomer יונתן:yonatan אריאל:ariyyel גיא:gay רון:ron צבי:cvi מרדכי:mordeḵay בנימין:binyamin ראובן:reʾuven שמעון:šimʿon נתן:natan מאיר:meʾir פנחס:pinḥas ישראל:yisraʾel מנחם:menaḥem אהרון:aharon עידו:ʿido גל:gal תומר:tomer', 0.7, 1)], [10, compound('חיים_:ḥayyim_ יוסף_:yosef_ אברהם_:avraham_ משה_:moše_', 'יהודה:yehuda דוד:david מאיר:meʾir צבי:cvi יצחק:yicḥaq שלום:šalom')]),
    female: ranked('שרה:sara רחל:raḥel אסתר:ester מרים:miryam חנה:ḥana רבקה:rivqa לאה:leʾa נועה:noʿa תמר:tamar מיכל:miḵal יעל:yaʿel רות:rut שירה:šira דינה:dina אביגיל:avigayil דבורה:dvora יהודית:yehudit נעמי:noʿomi טליה:talya עדי:ʿadi רוני:roni שושנה:šošana ציפורה:cipora מלכה:malka פנינה:pnina חוה:ḥava ברכה:braḵa אילנה:ilana אורית:orit גילה:gila הילה:hila מאיה:maya', 0.7, 1),
  },
  family: mixture(
    [75, ranked('כהן:kohen לוי:levi מזרחי:mizraḥi פרץ:perec ביטון:biton דהן:dahan אברהם:avraham פרידמן:fridman מלכה:malka אזולאי:azulay כץ:kac יוסף:yosef דוד:david עמר:ʿamar אוחיון:oḥayon חדד:ḥadad גבאי:gabay אדרי:adri טל:tal קליין:qlayn חזן:ḥazan משה:moše שפירא:šapira רוזנברג:rozenberg גולדברג:goldberg וקנין:vaqnin שרעבי:šarʿabi נחום:naḥum אליהו:eliyyahu סויסה:suysa ברק:baraq הורוביץ:horovic גרינברג:grinberg שוורץ:švarc בוזגלו:buzaglo אבוטבול:abutbul', 0.6, 1)],
    [25, mixture([1, compound(HEBREW_SECOND, 'דוד:david שושן:šošan חיים:ḥayyim ארי:ari עמי:ʿami לולו:lulu יוסף:yosef סימון:simon לב:lev')], [2, compound('גולד:gold רוזנ:rozen גרינ:grin ויינ:vayn זילבר:zilber אפל:apel בלומ:blum פרל:perl', 'ברג:berg שטיין:štayn פלד:feld בוים:boym מן:man בלט:blat')])],
  ),
  rule: 'given name and family name; most wives take the husband’s',
  fullName: givenAndFamily,
  nicknames: nicknames('משה=מוישי:moyši יוסף=יוסי:yosi דוד=דודי:dudi יעקב=קובי:qobi אברהם=אבי:avi יצחק=איציק:iciq דניאל=דני:dani שמואל=שמוליק:šmuliq מיכאל=מיקי:miqi שרה=שרהל׳ה:sarale רחל=רחלי:raḥeli אסתר=אסתי:esti מרים=מירי:miri רבקה=ריקי:riqi יונתן=יוני:yoni בנימין=בני:beni חנה=חני:ḥani'),
  titles: { male: words('מר:mar הרב:harav'), female: words('גברת:gveret') },
  latin: HEBREW_IN_LATIN,
  phone: '+972 5#-###-####',
  document: '#########',
  home: homePlaces('IL', 'Hebr', 'ירושלים:Jerusalem חיפה:Haifa אשדוד:Ashdod באר_שבע:Beersheba טבריה:Tiberias צפת:Safed שדרות:Sderot אשקלון:Ashkelon נתניה:Netanya עכו:Acre קריית_שמונה:Kiryat_Shmona רמלה:Ramla'),
  routes: [['telaviv'], ['newyork'], ['paris'], ['buenosaires'], ['berlin'], ['haifa']],
  habits: { children: [1, 5], wifeTakesName: 0.8, afterFather: 0, afterGrandparent: 0.2 },
}; // prettier-ignore
