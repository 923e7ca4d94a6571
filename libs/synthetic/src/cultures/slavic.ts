import { compound, mixture, ranked, words, type Word } from '../names.js';
import { homePlaces } from '../places.js';
import { RUSSIAN_IN_LATIN, UKRAINIAN_IN_LATIN } from '../spelling/alphabets.js';
import { nicknames, part, remembered, type Bearer, type Culture } from './culture.js';

/** Ukrainian words carry their Russian form as the sound: each form follows its own language's rule. */
const changed = (written: (text: string) => string, inRussian: (text: string) => string) =>
  remembered(({ text, sound }: Word) => ({ text: written(text), sound: inRussian(sound) }));

/** The first ending that fits is replaced; an empty ending always fits. */
const ending =
  (...rules: readonly (readonly [string, string])[]) =>
  (name: string): string => {
    const [old, fresh] = rules.find(([end]) => name.endsWith(end)) ?? ['', ''];
    return name.slice(0, name.length - old.length) + fresh;
  };

const FEMININE = [['ов', 'ова'], ['ев', 'ева'], ['ёв', 'ёва'], ['ин', 'ина'], ['ын', 'ына'], ['ський', 'ська'], ['цький', 'цька'], ['ский', 'ская'], ['цкий', 'цкая']] as const; // prettier-ignore
const herFamily = changed(ending(...FEMININE), ending(...FEMININE));

const SON = ending(
  ['кола', 'колайович'],
  ['ій', 'ійович'],
  ['й', 'йович'],
  ['ло', 'лович'],
  ['ко', 'кович'],
  ['о', 'ович'],
  ['а', 'ович'],
  ['', 'ович'],
);
const DAUGHTER = ending(
  ['кола', 'колаївна'],
  ['ій', 'іївна'],
  ['й', 'ївна'],
  ['о', 'івна'],
  ['а', 'івна'],
  ['', 'івна'],
);
const SYN = ending(['лий', 'льевич'], ['рий', 'рьевич'], ['тий', 'тьевич'], ['сий', 'сьевич'], ['ий', 'иевич'], ['й', 'евич'], ['ь', 'евич'], ['а', 'ич'], ['я', 'ич'], ['', 'ович']); // prettier-ignore
const DOCH = ending(['лий', 'льевна'], ['рий', 'рьевна'], ['тий', 'тьевна'], ['сий', 'сьевна'], ['ий', 'иевна'], ['й', 'евна'], ['ь', 'евна'], ['а', 'ична'], ['я', 'инична'], ['', 'овна']); // prettier-ignore

const threeNames =
  (son: (father: Word) => Word, daughter: (father: Word) => Word) =>
  ({ sex, given, father, family, husband }: Bearer) => {
    const line = husband?.family ?? family;
    return [
      ...(line ? [part('family', sex === 'female' ? herFamily(line) : line)] : []),
      part('given', given),
      ...(father ? [part('father', (sex === 'female' ? daughter : son)(father.given))] : []),
    ];
  };

const UKRAINIAN_STEMS = words(
  'Бондар Коваль Кравч Ткач Мельник Шевч Лис Гриц Петр Павл Роман Данил Сав Марк Левч Юрч Марч Яким Кузьм Степан Іван:Иван Федор Тимош Васил Антон Карп Клим Макар Назар Остап Панас Радч Семен Тарас Захар Дем’ян Вовк Сорок Гончар Кушнір:Кушнир',
);

export const UKRAINIAN: Culture = {
  code: 'ukrainian',
  label: 'Ukrainian',
  share: 8,
  language: 'uk',
  script: 'Cyrl',
  calendar: 'gregorian',
  given: {
    male: ranked('Олександр:Александр Сергій:Сергей Володимир:Владимир Андрій:Андрей Микола:Николай Іван:Иван Віктор:Виктор Дмитро:Дмитрий Юрій:Юрий Василь:Василий Олег:Олег Максим Ігор:Игорь Михайло:Михаил Петро:Петр Євген:Евгений Артем Богдан Роман Анатолій:Анатолий Денис Олексій:Алексей Павло:Павел Вадим Валерій:Валерий Тарас Назар Ярослав Костянтин:Константин Владислав Руслан Віталій:Виталий Станіслав:Станислав Григорій:Григорий Степан Данило:Даниил Кирило:Кирилл Матвій:Матвей Остап Тимофій:Тимофей', 0.8, 1),
    female: ranked('Олена:Елена Наталія:Наталья Тетяна:Татьяна Ірина:Ирина Оксана Марія:Мария Світлана:Светлана Людмила Ольга Анна Катерина:Екатерина Юлія:Юлия Галина Надія:Надежда Вікторія:Виктория Анастасія:Анастасия Валентина Любов:Любовь Ганна:Анна Дарина:Дарья Софія:София Христина:Кристина Лариса Олександра:Александра Віра:Вера Ніна:Нина Алла Інна:Инна Яна Діана:Диана Аліна:Алина Поліна:Полина Соломія:Соломия Зоряна:Зоряна Леся Мирослава Богдана Маргарита', 0.8, 1),
  },
  family: mixture(
    [45, ranked('Мельник Шевченко Бойко Коваленко Бондаренко Ткаченко Ковальчук Кравченко Олійник:Олейник Шевчук Коваль Поліщук:Полищук Бондар Ткачук Мороз Марченко Лисенко:Лысенко Руденко Савченко Петренко Кравчук Клименко Павленко Савчук Кузьменко Гончаренко Іванов:Иванов Левченко Харченко Карпенко Сидоренко Гаврилюк Швець:Швец Мазур Романюк Панченко Білоус:Белоус Попович Гончарук Козак Яременко Зінченко:Зинченко Кушнір:Кушнир Литвин Петров Гуменюк Дяченко Лук’яненко:Лукьяненко Бабенко Вишневський:Вишневский Залізняк:Зализняк Стельмах', 0.6, 2)],
    [55, compound(UKRAINIAN_STEMS, 'енко:енко ук:ук чук:чук юк:юк ишин:ишин ець:ец івський:овский евич:евич ів:ив')],
  ),
  rule: 'family name, given name, patronymic; some family names have a woman’s form; most wives take the husband’s',
  fullName: threeNames(changed(SON, SYN), changed(DAUGHTER, DOCH)),
  soundsReadIn: ['RU', 'BY'],
  nicknames: nicknames('Олександр=Сашко:Саша Сергій=Сергійко:Серёжа Володимир=Вова Андрій=Андрійко:Андрюша Микола=Коля Дмитро=Діма:Дима Олена=Лєна:Лена Наталія=Наталка:Наташа Тетяна=Таня Ірина=Іра:Ира Марія=Марійка:Маша Катерина=Катя Юлія=Юля Іван=Ваня Михайло=Миша Анастасія=Настя Світлана=Свєта:Света Василь=Вася Євген=Женя Максим=Макс Людмила=Люда Вікторія=Віка:Вика Ольга=Оля'),
  titles: { male: words('пан:господин'), female: words('пані:госпожа') },
  latin: UKRAINIAN_IN_LATIN,
  phone: '+380 67 ### ## ##',
  document: 'FN######',
  home: homePlaces('UA', 'Cyrl', 'Маріуполь:Mariupol Харків:Kharkiv Херсон:Kherson Київ:Kyiv Дніпро:Dnipro Одеса:Odesa Бахмут:Bakhmut Мелітополь:Melitopol Ізюм:Izium Донецьк:Donetsk Луганськ:Luhansk Запоріжжя:Zaporizhzhia Чернігів:Chernihiv Суми:Sumy Авдіївка:Avdiivka'),
  routes: [['warsaw'], ['warsaw', 'berlin'], ['chisinau'], ['rostov'], ['rostov', 'moscow'], ['rostov', 'minsk', 'warsaw'], ['kyiv']],
  habits: { children: [0, 3], wifeTakesName: 0.8, afterFather: 0.04, afterGrandparent: 0.08 },
}; // prettier-ignore

const RUSSIAN_STEMS = words(
  'Иван Петр Сидор Кузнец Смирн Никит Алексе Федор Роман Степан Макар Захар Тарас Гаврил Данил Ефим Игнат Кирилл Лаврент Марк Назар Осип Павл Родион Савел Тимофе Ульян Филипп Харитон Ягод Зайц Волк Медвед Голуб Сорок Гус Журавл Комар Баран Козл',
);

export const RUSSIAN: Culture = {
  code: 'russian',
  label: 'Russian',
  share: 3,
  language: 'ru',
  script: 'Cyrl',
  calendar: 'gregorian',
  given: {
    male: ranked('Александр Сергей Владимир Андрей Алексей Дмитрий Николай Иван Михаил Евгений Виктор Юрий Василий Игорь Анатолий Максим Олег Павел Валерий Артём Денис Роман Вячеслав Виталий Константин Геннадий Антон Илья Руслан Кирилл Станислав Григорий Никита Пётр Фёдор Вадим Егор Тимур Рустам Борис', 0.8, 1),
    female: ranked('Елена Татьяна Наталья Ольга Анна Ирина Светлана Мария Людмила Екатерина Галина Надежда Валентина Анастасия Любовь Марина Нина Юлия Вера Лариса Тамара Оксана Ксения Дарья Виктория Алина Полина София Кристина Диана Евгения Зинаида Раиса Лидия Валерия Маргарита Элина', 0.8, 1),
  },
  family: mixture(
    [55, ranked('Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Федоров Морозов Волков Алексеев Лебедев Семенов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров Зайцев Соловьев Борисов Яковлев Григорьев Романов Воробьев Сергеев Кузьмин Фролов Александров Дмитриев Королев Гусев Киселев Ильин Максимов Поляков Сорокин Виноградов Ковалев Белов Медведев Антонов Тарасов Жуков Баранов Филиппов Комаров Давыдов Беляев Герасимов Богданов Осипов Сидоров', 0.6, 3)],
    [45, compound(RUSSIAN_STEMS, 'ов ин енко евский овский ушкин ейкин ихин ычев аков')],
  ),
  rule: 'family name, given name, patronymic; family names have a woman’s form; most wives take the husband’s',
  fullName: threeNames(changed(SYN, SYN), changed(DOCH, DOCH)),
  nicknames: nicknames('Александр=Саша Сергей=Серёжа Владимир=Вова Андрей=Андрюша Алексей=Лёша Дмитрий=Дима Николай=Коля Иван=Ваня Михаил=Миша Евгений=Женя Елена=Лена Татьяна=Таня Наталья=Наташа Ольга=Оля Анна=Аня Ирина=Ира Светлана=Света Мария=Маша Екатерина=Катя Анастасия=Настя Юлия=Юля Василий=Вася'),
  titles: { male: words('господин'), female: words('госпожа') },
  latin: RUSSIAN_IN_LATIN,
  phone: '+7 9## ###-##-##',
  document: '## ## ######',
  home: homePlaces('RU', 'Cyrl', 'Грозный:Grozny Махачкала:Makhachkala Ростов-на-Дону:Rostov-on-Don Белгород:Belgorod Курск:Kursk Краснодар:Krasnodar Казань:Kazan Омск:Omsk Самара:Samara Пермь:Perm Тверь:Tver Саратов:Saratov'),
  routes: [['tbilisi'], ['tbilisi', 'istanbul'], ['minsk', 'warsaw', 'berlin'], ['belgrade'], ['yerevan']],
  habits: { children: [0, 3], wifeTakesName: 0.8, afterFather: 0.05, afterGrandparent: 0.08 },
}; // prettier-ignore
