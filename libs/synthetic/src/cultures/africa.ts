import { compound, mixture, ranked, words } from '../names.js';
import { homePlaces } from '../places.js';
import { HAUSA_IN_LATIN, SWAHILI_IN_LATIN } from '../spelling/alphabets.js';
import { nicknames, part, type Culture } from './culture.js';

export const HAUSA: Culture = {
  code: 'hausa',
  label: 'Hausa and Kanuri (Nigeria, Niger)',
  share: 4,
  language: 'ha',
  script: 'Latn',
  calendar: 'gregorian',
  given: {
    male: mixture(
      [85, ranked('Muhammad Abubakar Ibrahim Musa Usman Umar Ali Abdullahi Yusuf Aliyu Sani Isa Bello Suleiman Ahmad Haruna Yakubu Garba Adamu Idris Lawal Shehu Bala Sadiq Kabiru Nasiru Aminu Mustapha Yahaya Salisu Ɗanladi:danladi Ɗanjuma:danjuma Ɗahiru:dahiru Tanko Audu Bukar Kolo Modu Goni Mai Babagana Zannah Ƙasimu:kasimu Auwal Tukur Hamza Hassan Hussaini', 0.9, 1)],
      [15, compound('Abdul Nura Saifu', 'rahman kadir malik salam hamid aziz rashid karim majid wahab nasir')],
    ),
    female: ranked('Aisha Fatima Hauwa Zainab Maryam Amina Halima Khadija Hadiza Rukayya Safiya Rabi Asabe Ladi Talatu Jummai Saratu Hafsat Bilkisu Binta Sa’adatu:saadatu Yagana Falmata Fanna Zara Aishatu Habiba Ramatu Hajara Asiya Maimuna Nafisa Sumayya Lami Laraba Altine Inna Yakura Hassana Hussaina', 0.8, 1),
  },
  family: mixture([1, ranked('Kano Sokoto Maiduguri Bama Gwoza Zaria Katsina Daura Gusau Bauchi Gombe Damaturu Potiskum Yola Mubi Monguno Kukawa Dikwa Zinder Maradi Diffa Gashua Nguru Hadejia Azare Misau Biu Chibok Kaduna Funtua', 0.6, 1)]),
  rule: 'given name and the father’s; men sometimes with the home town after it',
  fullName: ({ given, father, family, sex, second }) => [
    part('given', given),
    ...(father ? [part('father', father.given)] : []),
    ...(family && sex === 'male' && second ? [part('family', family)] : []),
  ],
  second: { male: ranked('Alhaji'), female: ranked('Hajiya') },
  seconds: 0.3,
  nicknames: nicknames('Muhammad=Mamman Abubakar=Habu Ibrahim=Iro Abdullahi=Audu Fatima=Binta Aisha=Indo Maryam=Mairo Hauwa=Kulu Zainab=Abu Yusuf=Isuhu Usman=Shehu Musa=Kallah Ali=Haidar Umar=Sanda Halima=Lima Suleiman=Sule'),
  titles: { male: words('Alhaji Malam'), female: words('Hajiya Malama') },
  latin: HAUSA_IN_LATIN,
  phone: '+234 80# ### ####',
  document: '###########',
  home: homePlaces('NG', 'Latn', 'Maiduguri Bama Gwoza Monguno Kano Sokoto Zaria Katsina Damaturu Yola Mubi Chibok Damasak Baga'),
  routes: [['ndjamena'], ['agadez', 'tripoli', 'lampedusa', 'rome'], ['agadez'], ['agadez', 'misrata'], ['ndjamena', 'khartoum']],
  habits: { children: [3, 10], wifeTakesName: 0, afterFather: 0.01, afterGrandparent: 0.15 },
}; // prettier-ignore

export const SWAHILI: Culture = {
  code: 'swahili',
  label: 'Swahili (Kenya, Tanzania, eastern Congo, Burundi)',
  share: 3,
  language: 'sw',
  script: 'Latn',
  calendar: 'gregorian',
  given: {
    male: mixture(
      [85, ranked('Juma Hamisi Ali Mohamed Salum Rashidi Hassan Bakari Omari Abdallah Ramadhani Saidi John Joseph Emmanuel Daudi Yusufu Issa Musa Athumani Shabani Idi Baraka Amani Elia Petro Paulo Simoni Yohana Mwita Otieno Kamau Mwangi Barasa Wekesa Kiptoo Ndayisenga Niyonzima Nshimirimana Hakizimana Bizimana', 0.7, 1)],
      [15, compound('Ndayi Niyon Haki Nkuru Habo Nsen Bizi Manira', 'zeye senga kuru mana giyumva gabire riye mungu shimiye zima')],
    ),
    female: mixture(
      [85, ranked('Fatuma Asha Mariamu Zainabu Mwanaidi Halima Neema Rehema Zuhura Amina Saida Mwajuma Hadija Rukia Furaha Upendo Grace Esther Joyce Aisha Salma Sofia Tatu Mwanahamisi Zawadi Elizabeti Rahabu Wanjiku Akinyi Atieno Nyambura Chebet Nafula Irakoze Ndayishimiye Niyonkuru Uwimana Mukamana', 0.7, 1)],
      [15, compound('Uwi Muka Niyo Ndayi Ira Mwana', 'mana mwiza nkuru shimiye koze siti hawa gabire nshuti')],
    ),
  },
  rule: 'given name, father’s, often grandfather’s',
  fullName: ({ given, father }) => [
    part('given', given),
    ...(father ? [part('father', father.given)] : []),
    ...(father?.father ? [part('grandfather', father.father.given)] : []),
  ],
  nicknames: nicknames('Mohamed=Moha Fatuma=Fatu Ramadhani=Rama Abdallah=Dula Yusufu=Yusu Mariamu=Mama_Mari Hassan=Hasani Emmanuel=Ema Joseph=Yosefu John=Joni Asha=Ashura Zainabu=Zena Elizabeti=Beti Mwanaidi=Mwana Bakari=Beka Rashidi=Chidi'),
  titles: { male: words('Bwana Mzee'), female: words('Bi. Mama') },
  latin: SWAHILI_IN_LATIN,
  phone: '+254 7## ### ###',
  document: '########',
  home: homePlaces('KE', 'Latn', 'Mombasa Malindi Lamu Kisumu Eldoret Garissa Kakuma Nakuru Kigoma Kasulu Kibondo Ujiji Gitega Muyinga'),
  routes: [['nairobi'], ['kampala'], ['kigali'], ['bujumbura'], ['nairobi', 'adisabeba']],
  habits: { children: [2, 8], wifeTakesName: 0.1, afterFather: 0.01, afterGrandparent: 0.2 },
}; // prettier-ignore
