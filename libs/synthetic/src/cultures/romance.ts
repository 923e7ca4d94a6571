import { compound, mixture, ranked, words } from '../names.js';
import { homePlaces } from '../places.js';
import { AS_WRITTEN } from '../spelling/scheme.js';
import { nicknames, part, type Culture } from './culture.js';

const SPANISH_MALE =
  'José Luis Carlos Juan Jorge Miguel Jesús Francisco Antonio Pedro Manuel Alejandro Daniel David Víctor Rafael Fernando Eduardo Ricardo Roberto Javier Andrés Diego Oscar Mario Sergio Santiago Sebastián Ángel Gabriel Kevin Brayan Wilmer Yeison Edwin Darwin Elmer Marvin Josué Cristian Ramón Julio Héctor Raúl';
const SPANISH_FEMALE =
  'María Ana Rosa Carmen Luz Juana Martha Claudia Sandra Gloria Patricia Diana Andrea Paola Karla Yolanda Gabriela Daniela Valentina Sofía Camila Alejandra Mariana Isabel Teresa Elena Lucía Yuleidy Yesenia Keily Wendy Maribel Xiomara Blanca Dulce Esperanza Marisol Norma Beatriz Ingrid';

export const SPANISH: Culture = {
  code: 'spanish',
  label: 'Spanish (Venezuela, Honduras)',
  share: 7,
  language: 'es',
  script: 'Latn',
  calendar: 'gregorian',
  given: {
    male: mixture([45, ranked(SPANISH_MALE, 0.7, 1)], [55, compound(SPANISH_MALE, SPANISH_MALE, { text: ' ' })]),
    female: mixture([45, ranked(SPANISH_FEMALE, 0.7, 1)], [55, compound(SPANISH_FEMALE, `del_Carmen de_los_Ángeles ${SPANISH_FEMALE}`, { text: ' ' })]),
  },
  family: mixture(
    [90, ranked('González Rodríguez Hernández García Martínez Pérez López Sánchez Ramírez Torres Flores Díaz Rivera Gómez Morales Reyes Cruz Ortiz Gutiérrez Castillo Mendoza Romero Álvarez Ruiz Vásquez Rojas Jiménez Moreno Medina Suárez Contreras Castro Guerrero Vargas Salazar Aguilar Mejía Rivas Silva Zambrano Márquez Peña Molina Blanco Herrera Núñez Chávez Colmenares Parra Velásquez Montilla Urdaneta Bracho Orellana Zelaya Cáceres Maldonado Pineda Funes Padilla Bautista Alvarado Paredes Quintero Lozano Figueroa Escalona Linares Briceño Cedeño Acosta Delgado Villalobos Machado Fuentes Carrillo Lara Ochoa', 0.75, 2)],
    [10, compound('de_la_ del_ de_', 'Cruz Rosa Hoz Torre Fuente Valle Río Monte Vega Peña Rocha Cueva Mora Paz Campo Castillo')],
  ),
  rule: 'given names, father’s first family name, mother’s first family name; a wife keeps her own',
  fullName: ({ given, family, mother }) => [
    part('given', given),
    ...(family ? [part('family', family)] : []),
    ...(mother?.family ? [part('family', mother.family)] : []),
  ],
  nicknames: nicknames('José=Pepe Francisco=Paco Jesús=Chucho Luis=Lucho Manuel=Manolo Antonio=Toño María=Mari Rosa=Rosita Carmen=Carmencita Guadalupe=Lupita Alejandro=Alex Daniel=Dani Fernando=Nando Roberto=Beto Eduardo=Lalo Isabel=Chabela Gabriela=Gaby Patricia=Paty Sebastián=Sebas Santiago=Santi Juan=Juancho Ana=Anita Valentina=Vale'),
  titles: { male: words('Sr. Don'), female: words('Sra. Doña') },
  latin: [AS_WRITTEN],
  phone: '+58 412-#######',
  document: 'V-########',
  home: homePlaces('VE', 'Latn', 'Maracaibo Caracas Valencia Barquisimeto Maracay San_Cristóbal:San_Cristobal Mérida:Merida Cumaná:Cumana Barinas Guanare Coro Maturín:Maturin'),
  routes: [['cucuta'], ['cucuta', 'necocli', 'tapachula', 'tijuana', 'houston'], ['tapachula', 'houston'], ['madrid'], ['necocli', 'tapachula']],
  habits: { children: [1, 5], wifeTakesName: 0, afterFather: 0.08, afterGrandparent: 0.08 },
}; // prettier-ignore

const CHRISTIAN_MALE =
  'Jean Joseph Pierre Emmanuel Patrick Daniel Jean-Pierre David Michel Christian Jacques Paul Alain Dieudonné Jean-Claude Gloire Héritier Fiston Trésor Junior Exaucé Serge André Augustin Benoît Célestin Didier Éric François Gédéon Innocent Jonathan Josué Moïse Olivier Pascal Samuel Théophile Thierry Victor';
const CHRISTIAN_FEMALE =
  'Marie Jeanne Grâce Esther Ruth Rachel Sarah Nadine Christine Chantal Béatrice Divine Naomie Merveille Rebecca Élisabeth Bénédicte Francine Joséphine Clémentine Espérance Solange Thérèse Furaha Neema Aimée Charlène Dorcas Gisèle Julienne Léontine Mamie Micheline Odette Pascaline Rosette Véronique';
const LINEAL =
  'Kabila Ilunga Mukendi Kalala Mutombo Kabongo Tshibangu Mbuyi Kasongo Ngoy Mwamba Banza Kalonji Mulumba Ntumba Kazadi Nkulu Lukusa Mbombo Tshimanga Mbala Nsimba Makiese Luzolo Matondo Mavungu Nzuzi Diatta Lukeba Makengo Bahati Baraka Mugisho Bisimwa Cirhuza Murhula Byamungu Amani Birindwa Muhindo Paluku Kambale Katembo Kakule Mumbere Masika Kavira Kahindo Ndaye Lokwa Bolamba Ekofo Ilonga Mboyo Lomboto Bokungu';

export const CONGOLESE: Culture = {
  code: 'congolese',
  label: 'Congolese (French, Kongo, Luba, Lingala, Nande)',
  share: 5,
  language: 'fr',
  script: 'Latn',
  calendar: 'gregorian',
  given: {
    male: mixture([80, ranked(CHRISTIAN_MALE, 0.6, 2)], [20, compound('Jean- Pierre- Marie-', 'Baptiste Bosco Marie Paul Claude Robert Luc Félix Célestin Damascène Noël Jacques')]),
    female: mixture([80, ranked(CHRISTIAN_FEMALE, 0.6, 2)], [20, compound('Marie- Anne- Rose-', 'Claire Louise Noëlle Chantal Josée Thérèse Jeanne Ange Grâce Rose')]),
  },
  second: {
    male: mixture([50, ranked(LINEAL, 0.5, 3)], [50, compound('Ka Mu Ba Lu Ma Nga Tshi Ki Nse', 'lala bongo tombo kendi songo nza mbala zadi twale londa mwanga ngeleka bamba kulu nkuna zolo')]),
    female: mixture([50, ranked(LINEAL, 0.5, 3)], [50, compound('Ka Mu Ba Lu Ma Nga Tshi Ki Nse', 'lala bongo mbuyi ngalula songo nza mbala zadi twale londa mwanga biya bamba kulu nkuna zolo')]),
  },
  seconds: 0.85,
  family: mixture([60, ranked(LINEAL, 0.5, 3)], [40, compound('Ka Mu Ba Lu Ma Nga Tshi Ki Nda', 'lala bongo tombo kendi songo nza mbala zadi twale londa mwanga ngeleka bamba kulu nkuna zolo')]),
  rule: 'name (the father’s line), post-name of one’s own, Christian given name last',
  fullName: ({ given, second, family }) => [
    ...(family ? [part('family', family)] : []),
    ...(second ? [part('unknown', second)] : []),
    part('given', given),
  ],
  nicknames: nicknames('Jean=Jeannot Joseph=José Pierre=Pierrot Emmanuel=Manu Patrick=Pati Dieudonné=Dodo Marie=Mamie Jeanne=Jeannette Christine=Titine Élisabeth=Betty Joséphine=Fifi Jean-Pierre=JP Béatrice=Béa Samuel=Sam Esther=Esthy Rebecca=Becky David=Davy Daniel=Dan'),
  titles: { male: words('M. Papa Maître'), female: words('Mme Maman') },
  latin: [AS_WRITTEN],
  phone: '+243 81# ### ###',
  document: 'OP#######',
  home: homePlaces('CD', 'Latn', 'Goma Bukavu Beni Butembo Kinshasa Lubumbashi Bunia Kalemie Uvira Kananga Mbuji-Mayi Kisangani Rutshuru Masisi'),
  routes: [['kampala'], ['bujumbura'], ['kigali'], ['agadez', 'tripoli', 'lampedusa', 'rome', 'paris'], ['istanbul', 'athens'], ['nairobi', 'kampala'], ['brussels']],
  habits: { children: [2, 9], wifeTakesName: 0, afterFather: 0.04, afterGrandparent: 0.1 },
}; // prettier-ignore
