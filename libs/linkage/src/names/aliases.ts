import { spellingOf } from '../text/spelling.js';

/**
 * Families of one name: the same name in other languages, its short and pet forms, its usual spellings. A word may stand in
 * several rows (Ted is Theodore or Edward). Words in folded Latin or in their own script. Rows are facts of language, written
 * for Relink; spellings that the sound rules bring together anyway need no entry.
 */
const FAMILIES = `
mohammed muhammad মোহাম্মদ মুহাম্মদ মোহাম্মেদ মোঃ মো মুহাঃ mohamed mohammad mohamad muhammed mehmet mehmed mamadou mohamud muhamed mohd muhd md mahomet maxamed magomed mukhamed mamed mahamat mahamadou mohammadu mohamoud محمد מוחמד מחמד мухаммад мохаммед магомед мухамед ሙሐመድ መሐመድ মোহাম্মদ मोहम्मद मुहम्मद
mosammat mosammad mossammat musammat mst মোসাম্মৎ মোছাম্মৎ মোসাঃ মোছাঃ
ahmed ahmad ahmet achmad amadou akhmed ahamed axmed احمد أحمد ахмед ахмад אחמד አህመድ আহমেদ अहमद
mahmoud mahmud mehmood mahmood maxmuud محمود махмуд
hussein hussain husain husayn hossein hosein husein hussien xuseen houssein hussin huseyin hocine حسين حسین хусейн хусеин гусейн חוסיין ሁሴን হোসেন हुसैन
hassan hasan hassen xasan حسن хасан гасан חסן ሀሰን
ali aly aliy cali alee علي علی али עלי አሊ আলী अली
abdullah abdallah abdulla abdalla abdellah abdoulaye abdoullah cabdullaahi cabdullahi abdullahi abdulah عبدالله عبداللہ абдулла абдуллах עבדאללה አብደላ
abdrahman abdurahman abdurrahman abderrahmane abdulrahman abdelrahman abdirahman cabdiraxmaan abdourahmane عبدالرحمن عبدالرحمان
abdaziz abdulaziz abdelaziz abdiaziz cabdicasiis عبدالعزيز
abdkader abdulkadir abdelkader abdulqader abdikadir abdiqadir cabdiqaadir abdqadir عبدالقادر
abdlatif abdullatif abdellatif عبداللطيف
yusuf youssef yousef yousif yousuf yusef youssouf yosef yossef joseph josef jose jozef josep giuseppe iosif osip yosyp jusuf yuusuf joe joey jo joss beppe pepe josip juzeppe يوسف יוסף иосиф юсуф йосиф ዮሴፍ ዩሱፍ իոսիֆ հովսեփ hovsep iosef
ibrahim ebrahim ibraheem ibrahima brahim abraham avraham abram abe ابراهيم إبراهيم ابراهیم ибрагим авраам אברהם አብርሃም ኢብራሂም
musa mussa mousa moussa moses moshe moise mose موسى موسی муса моисей משה ሙሴ ሙሳ
isa issa eisa essa ciise eissa عيسى عیسی иса
ismail ismael ishmael esmail smail ismaeel إسماعيل اسماعيل اسماعیل исмаил ישמעאל
ishaq isaac yitzhak yitzchak izaak isak isaak ishak itzhak ike إسحاق اسحاق исаак יצחק ይስሐቅ
yaqub yaqoub yacoub jacob jakob yakov iakov yaakov yakub jacques james jaime diego giacomo jaakko jim jimmy jimmie jamie jake jakub jacobus hagop hakob يعقوب יעקב яков ያዕቆብ
dawud daoud dawood daud davud david dawit davit dovid davide dave davey davy dawid taavi داود داوود давид דוד דויד ዳዊት
sulayman suleiman sulaiman soliman suleyman solomon shlomo salomon souleymane süleyman salomo سليمان سلیمان сулейман соломон שלמה ሰለሞን ሱለይማን
yahya yahia jahia john johannes jean juan giovanni ivan jan johan hans ian sean shaun shawn joao yohannes ioannis yannis hovhannes ioan ion johnny jack jon jonny johann yuhanna hanna jens evan yanis janos jovan joannes jhon jno giannis iwan шон янош ян жан джон يحيى يوحنا иван иоанн יוחנן ዮሐንስ ዮሃንስ ἰωάννης ιωάννης γιάννης հովհաննես
omar umar omer cumar oumar عمر омар умар עומר ዑመር ኡመር
othman osman usman uthman ousmane cismaan cusmaan عثمان осман усман
khalid khaled haled xaalid خالد халид
said saeed saied sayeed saiid siciid سعيد سعید саид
mustafa mostafa moustafa moustapha mustapha مصطفى مصطفی мустафа
hamid hameed حميد حامد
karim kareem كريم کریم карим
rahim raheem رحيم رحیم рахим
tariq tarek tarik طارق тарик
jamal gamal djamel cemal jamaal jemal kamal جمال джамал
sharif cherif sherif şerif شريف
abubakr abubakar boubacar abubaker aboubacar aboubakr bakr ابوبكر أبوبكر ابوبکر
saddam صدام саддам
osama usama oussama أسامة اسامه اسامة усама
maryam mariam maria mary marie miriam miryam meryem maryan mari marija mariya moira maire mariana manya masha marika mariya maruf mia molly polly mamie minnie mae may مريم مریم мария марьям מרים ማርያም ማሪያም մարիամ
fatima fatma fatemeh fatimah fadumo faduma fatoumata fatou fatimata faatimo fatime فاطمة فاطمه фатима ፋጡማ ፋጢማ
aisha aysha ayesha aicha aishah caasha asha ayse aissatou عائشة عايشة عایشه аиша айша
khadija khadijah hadija kadija hatice khadidja khadiga خديجة خدیجه хадижа
zainab zaynab zeinab zeynep zeynab zaynep zahnab زينب زینب зайнаб
khalil halil خليل
leila layla laila leyla leyli ليلى لیلا лейла
hawa eve eva hava chava حواء
alexander alexandre alexandr aleksandr aleksander alejandro alessandro oleksandr alexandros alex alec aleksandar alexandru sasha sacha sandy sander iskander eskander alick sandro oleksander alyaksandr aliaksandr lex александр олександр саша аляксандр аляксандар اسكندر አሌክሳንደር ալեքսանդր ალექსანდრე
alexandra aleksandra oleksandra sandra sasha sandy александра
nicholas nikolai nicolas nikolay nikolaus nicola nikola mykola niccolo nicolae nick nicky klaus claus niko kolya mikalai nikolaos николай микола никола коля
peter pyotr petr piotr pedro pietro pierre petro petros petar butrus boutros pete pieter petrus per пётр петр петро بطرس ጴጥሮስ
paul pavel pablo paolo pavlo pavlos paulus boulos pawel pal павел павло بولس ጳውሎስ
andrew andrei andrey andreas andres andrea andre andrzej andriy andrii ondrej andy anders drew андрей андрій
michael mikhail miguel michel mikael mihail mykhailo michal mikhael mike mick mickey misha michele mihai mikel mikhailo михаил михайло миша ميخائيل מיכאל ሚካኤል
george georgi georgy georgiy jorge giorgio georges georgios giorgi yuri yury yurii yuriy jurij jerzy gheorghe jirjis girgis jiri heorhiy juri gevorg geo gyorgy дьёрдь джордж жорж георгий юрий юрій георги جرجس جورج ጊዮርጊስ გიორგი
sergey sergei serhiy serhii sergiy sergio serge sergej sergi serg серхио сергей сергій серёжа
vladimir volodymyr wladimir uladzimir vladimiro vova volodya wolodymyr wladymir владимир володимир вова уладзімір
dmitry dmitri dmytro dmitriy dimitri dimitrios dmitrij dima mitya dimitar dmitrii дмитрий дмитро дима
stephen steven stefan stephan esteban etienne istvan stepan steve stefano stefanos stevan степан стефан ስቴፋኖስ
theodore theodor fyodor fedor fiodor teodor teodoro ted theo teddy тeodor фёдор федор ቴዎድሮስ tewodros tedros
edward eduard eduardo edvard ed eddie ted ned teddy edouard edoardo eddy эдуард
edmund edmond ed eddie ned ted
william wilhelm willem guillaume guillermo guglielmo bill billy will willie willy liam wm wil
robert roberto rob bob bobby robbie bert rupert robt роберт
richard ricardo riccardo dick rick richie rich ricky dickie rikard richd ричард
charles carl karl carlos carlo charlie charley chuck karel karol chas charly карл
henry heinrich henri enrique enrico henrik hendrik harry hal hank heinz henk hendrick genrikh генрих
thomas tomas tommaso tom tommy thom thos toma tomasz томас ቶማስ توما
frederick friedrich frederic federico fred freddie freddy fritz frederik fredrik fredric fryderyk фридрих
francis francisco francesco francois franz frank frans paco pancho frankie franciszek ferenc fran františek frantisek fransisco франц
frances francesca francisca fanny fran francoise franziska françoise
james jim jimmy jimmie jamie jas jem
albert alberto bert al albrecht adalbert bertie elbert
alfred alfredo fred alf al freddy alfie
arthur arturo artur art artie artyom
anthony antonio antoine anton tony antonius antoni antonin antal antony anthonie антон антоній
augustus august augustine augustin gus agustin gussie
benjamin ben benny benjamim binyamin benyamin bibi benji benno veniamin بنيامين בנימין вениамин
christopher cristobal christoph christophe kit chris kristofer topher krzysztof kristof
christian kristian chris christen cristian
daniel danny dan danial daniele danilo danyal danylo дан даниил данило دانيال דניאל ዳንኤል
samuel sam sammy samuil shmuel samuele شموئيل שמואל ሳሙኤል
matthew matthias mateo matteo mathieu matvey matt matthieu mattias mateusz matheus matei матвей ማቴዎስ متى
mark marc marco marcus marcos markus marek марк ማርቆስ مرقس
luke lukas lucas luca lukasz luc luka lluc лука ሉቃስ لوقا
simon shimon semyon semen symon simeon sim szymon simone simão семён семен شمعون שמעון ስምዖን
lawrence laurence lorenzo laurent larry lars laurie lorenz lorens лаврентий
leonard leon leonardo len lenny leo leonhard leonid
leo leon lev leonid lew lyova лев леонид
louis luis ludwig luigi lewis lou louie luiz ludovic lajos ludvig лю́двиг
geoffrey jeffrey jeff geoff godfrey gottfried jeffery
gerald gerard gerry jerry gerhard gerardo geraldo gerd
gregory gregorio grigory grigori grigor hryhoriy greg gregor krikor gregoire григорий григорій գրիգոր
herbert bert herb heribert bertie
hugh hugo hughie huw ugo
joshua josh yehoshua josue jesus giosue yeshua
jeremiah jeremy jerry jem jeremias yirmiyahu
jonathan jonathon jon jonny yonatan natan
nathaniel nathan nat nate natan nataniel
patrick paddy pat patricio patrice padraig rick
philip phillip philippe felipe filippo phil filip pip philipp filippos филипп ፊሊጶስ
raymond ramon raimundo ray raimund
ronald ron ronnie ronaldo
roger rodger rogelio ruggero hodge
rodolfo rudolph rudolf rudi rolf
stanley stan stanislav stanislaw станислав
timothy tim timothee timoteo timofey timmy timo тимофей ጢሞቴዎስ
vincent vincenzo vicente vince vinnie vincenz
walter wally walt gualtiero
zachary zachariah zakaria zakariya zechariah zack zakariyya زكريا zak zacharias ዘካርያስ
elijah elias ilya ilias eliyahu ilyas eli ellis илья إلياس الياس אליהו ኤልያስ
eugene evgeny yevgeny evgeniy eugenio gene evgenii yevhen evgenij eugen yevgeniy евгений євген
basil vasily vasyl vasil wasyl vassily vasiliy vasilios vasili василий василь
constantine konstantin kostya kostas costas konstantinos costel kostyantyn константин
gabriel jibril jabril gavriil gabriele gabby djibril gabor جبريل جبرائيل ገብርኤል
raphael rafael rafail rafi raffaele рафаэль
ignatius ignacio ignaz ignatz inigo nacho
adam adem aadan aden آدم адам
noah nuh noe nooh نوح ኖኅ
job ayub ayoub ayyub eyup أيوب ايوب
jonah yunus younis younes jonas yunis yunes يونس юнус ዮናስ
aaron harun haroun haaruun aron aharon هارون аарон אהרון
elizabeth elisabeth yelizaveta elisabetta isabel isabella lizzie liz beth betty bess eliza betsy libby elsie lisa liza lisbeth elspeth eliz ilse erzsebet yelyzaveta lizaveta елизавета єлизавета إليصابات
catherine katherine ekaterina katarina katerina kateryna yekaterina catalina caterina cathy kate katie kitty kathleen kay kathy karen kathryn katharine katya cath catharine kathrin trina екатерина катерина катя
margaret margarita margarete marguerite greta maggie meg peggy madge daisy rita marjorie marge margot gretchen margery margit małgorzata malgorzata маргарита
helen elena olena helena yelena helene ellen eleni nell nellie alyona lena eleanor elaine ilona jelena елена олена алёна
anna anne ann hannah hanna ana anya annie nan nancy nana nina annika anita ania ганна анна аня حنة חנה ሐና
joan jane janet jean joanna johanna jeanne juana giovanna ivana jenny jessie jeannie janie janina
susan susanna suzanne sue susie susannah suzanna shoshana zuzana sukey sousanna
sarah sara sally sadie sarai sarra сара سارة שרה ሳራ
martha marta marfa mattie marthe марта марфа
rebecca rivka becky rebekah rifka ревекка רבקה
rachel rahel raquel rachael rachelle рахиль راحيل רחל ራሔል
ruth ruthie rut
esther ester hester essie hadassah
dorothy dorothea dora dolly dot dottie dorotea
florence flora flo florrie florrie
charlotte carlotta lottie lotte charlie carlota
caroline carolina carrie carol lina karoline karolina
henrietta henriette hetty etta harriet hattie enriqueta
harriet hattie harriett hatty
frances fanny fannie fran
emily emilia emma em emmy emilie
amelia amalia millie milly amelie
louisa louise luisa lou lulu luise
lucy lucia lucie luzia luciana люция
julia julie juliana giulia julieta yulia yuliya юлия
alice alicia alisa alix elisa алиса
agnes ines agnese inez aggie agnieszka
victoria viktoria vicky vika viktoriya tori виктория
theresa teresa tess tessie terry therese tereza
barbara varvara babs barbra barb варвара
natalia nataliya natalya natasha natalie nathalie наталья наталія наташа
tatiana tatyana tanya tania татьяна тетяна
olga olha helga ольга
oksana xenia ksenia kseniya oxana aksinya ксения оксана
sofia sophia sophie sofya zofia sonia sonya sophy софия софья соня
irina iryna irene irena ira ирина ірина
svetlana svitlana sveta светлана світлана
anastasia nastya anastasiya nastasia анастасия настя
ludmila lyudmila liudmyla mila людмила людмила
eva eve yeva ewa ева єва
gebreegziabher gebregziabher gebreegziabiher ገብረእግዚአብሔር
haileselassie hailesilassie ኃይለሥላሴ ሃይለስላሴ
tsegaye segaye ፀጋዬ ጸጋዬ
xi hsi si
zhang chang cheung jang teo
wang wong vang ong
li lee lei ly yi ri rhee
chen chan tan tran chin
zhao chao chiu jo cho
zhou chou chow chau
liu lau low lieu yoo
huang wong hwang ng
wu ng goh
xu hsu tsui heo
cai tsai choi chua
lin lam lim im rim
zheng cheng jeong chung jung chong
kim gim ghim keum 김
park pak bak 박
choi choe 최
jeong jung chung chong 정
kang gang 강
cho jo 조
yoon yun 윤
jang chang 장
lim im rim 임
noh roh no ro
nguyen nguyễn ngyuen
sam samuel samantha
pat patrick patricia
`;

const groups = new Map<string, number[]>();
const names: string[] = [];
for (const row of FAMILIES.trim().split('\n')) {
  const words = [...new Set(row.trim().split(/\s+/).map(spellingOf))];
  const group = names.push(words[0]!) - 1;
  for (const word of words) {
    const own = groups.get(word);
    if (own) own.push(group);
    else groups.set(word, [group]);
  }
}

const NONE: readonly number[] = [];

/** The families a word (in its {@link spellingOf}) belongs to, by number; empty for most words. */
export function familiesOf(word: string): readonly number[] {
  return groups.get(word) ?? NONE;
}

/** The family's common spelling, for explanations and keys. */
export function familyName(group: number): string {
  return names[group]!;
}
