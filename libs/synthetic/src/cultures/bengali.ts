import { compound, mixture, ranked, words, type NameSource, type Word } from '../names.js';
import { homePlaces } from '../places.js';
import { BENGALI_IN_LATIN, BURMESE_IN_LATIN } from '../spelling/alphabets.js';
import { nicknames, part, type Culture } from './culture.js';

const MALE =
  'রহিম:rahim করিম:karim আলী:ali হাসান:hasan হোসেন:hossain রফিক:rafiq শফিক:shafiq জামাল:jamal কামাল:kamal সোহেল:sohel রুবেল:rubel মাসুদ:masud আরিফ:arif সুমন:sumon জাকির:zakir নুরুল:nurul শাহিন:shahin আনোয়ার:anwar মিজান:mizan হাবিব:habib তারেক:tareq ইমরান:imran রাসেল:rasel সাইফুল:saiful শরিফ:sharif বেলাল:belal ইউসুফ:yusuf ইব্রাহিম:ibrahim আজিজ:aziz সালাম:salam জসিম:jasim মনির:monir ফারুক:faruq আবুল:abul রাকিব:rakib সজীব:sojib';
const FEMALE =
  'ফাতেমা:fatema আয়েশা:ayesha খাদিজা:khadija রহিমা:rahima সালমা:salma নাসরিন:nasrin শিরিন:shirin রোকেয়া:rokeya জাহানারা:jahanara হাসিনা:hasina মরিয়ম:moriom নূরজাহান:noorjahan সুফিয়া:sufia তাসলিমা:taslima রাবেয়া:rabeya শারমিন:sharmin মাহমুদা:mahmuda আমেনা:amena হালিমা:halima জোহরা:zohra সাবিনা:sabina রিনা:rina লাইলী:laily পারভীন:parveen নাজমা:nazma সুমাইয়া:sumaiya তানিয়া:tania মিনা:mina রুমা:ruma';
const male = ranked(MALE, 0.7, 1);

export const BENGALI: Culture = {
  code: 'bengali',
  label: 'Bengali and Rohingya (Bangladesh)',
  share: 7,
  language: 'bn',
  script: 'Beng',
  calendar: 'gregorian',
  given: {
    male: mixture([40, male], [60, compound('মোঃ_:md._ আব্দুল_:abdul_ নূর_:noor_ সৈয়দ_:syed_ আবু_:abu_', words(MALE))]),
    female: mixture([60, ranked(FEMALE, 0.7, 1)], [40, compound('মোসাঃ_:mst_ বিবি_:bibi_ নূর_:noor_ উম্মে_:umme_', words(FEMALE))]),
  },
  second: {
    male: ranked('ইসলাম:islam রহমান:rahman হোসেন:hossain উদ্দিন:uddin আহমেদ:ahmed মিয়া:mia আলম:alam হক:haque খান:khan আলী:ali মোল্লা:molla শেখ:sheikh সরকার:sarkar চৌধুরী:chowdhury তালুকদার:talukder সিকদার:sikder ভূঁইয়া:bhuiyan কবির:kabir উল্লাহ:ullah মণ্ডল:mondol', 0.8, 1),
    female: ranked('বেগম:begum খাতুন:khatun আক্তার:akter বিবি:bibi সুলতানা:sultana পারভীন:parveen খানম:khanam নাহার:nahar', 0.8, 0.5),
  },
  seconds: 0.9,
  rule: 'given name (often after Md. or Mst.) and a second name of one’s own; no family name',
  fullName: ({ given, second }) => [part('given', given), ...(second ? [part('unknown', second)] : [])],
  nicknames: nicknames('রহিম=রহি:rohi রফিক=রফু:rofu জামাল=জামু:jamu ফাতেমা=ফতু:fotu আয়েশা=আশা:asha নাসরিন=নাসু:nasu সোহেল=সোহা:soha মাসুদ=মাসু:masu কামাল=কামু:kamu সালমা=সালু:salu হাসান=হাসু:hasu'),
  titles: { male: words('হাজী:haji জনাব:janab মৌলভী:moulvi'), female: words('বেগম:begum মিসেস:mrs') },
  latin: BENGALI_IN_LATIN,
  phone: '+880 1###-######',
  document: '##########',
  home: homePlaces('BD', 'Beng', 'ঢাকা:Dhaka চট্টগ্রাম:Chittagong সিলেট:Sylhet মাদারীপুর:Madaripur শরীয়তপুর:Shariatpur কুমিল্লা:Comilla নোয়াখালী:Noakhali ফরিদপুর:Faridpur কিশোরগঞ্জ:Kishoreganj টেকনাফ:Teknaf উখিয়া:Ukhia মংডু:Maungdaw'),
  routes: [['cairo', 'tripoli', 'lampedusa', 'rome'], ['coxsbazar', 'kualalumpur'], ['newdelhi'], ['coxsbazar'], ['istanbul', 'lesvos', 'athens']],
  habits: { children: [1, 6], wifeTakesName: 0, afterFather: 0, afterGrandparent: 0.02 },
}; // prettier-ignore

const SYLLABLES =
  words(`အောင်:aung မြင့်:myint ဝင်း:win ကျော်:kyaw မင်း:min စိုး:soe ဇော်:zaw နိုင်:naing ထွန်း:tun သန်း:than ဦး:oo လွင်:lwin မောင်:maung သိန်း:thein ခင်:khin လှ:hla မြ:mya အေး:aye သူ:thu ရဲ:ye
ဇင်:zin ဖြိုး:phyo ထက်:htet ကို:ko လင်း:lin ညွန့်:nyunt ဟန်:han တင်:tin ဆန်း:san သက်:thet ပြည့်:pyae စည်:si ရှိန်:shein ကြည်:kyi နန္ဒာ:nanda ဟိန်း:hein ခန့်:khant သော်:thaw ဝေ:wai ဖုန်း:hpone`);
const WOMENS =
  words(`ခင်:khin အေး:aye မြ:mya သန္တာ:thandar စု:su နွယ်:nwe ဝေ:wai မေ:may ဖြူ:phyu နှင်း:hnin ယု:yu လှ:hla သီ:thi ဆွေ:swe ဇာ:zar ချို:cho စန္ဒာ:sandar ထွေး:htwe ဝါ:war ဦး:oo မူ:mu မိုး:moe ပွင့်:pwint သူဇာ:thuzar အိ:ei ရွှေ:shwe
နီ:ni လွင်:lwin မာ:mar ရီ:yi ကြည်:kyi စံ:san သက်:thet ထား:htar ဝင်း:win ညို:nyo နု:nu သဇင်:thazin`);
const space = { text: '', sound: ' ' };

export const BURMESE: Culture = {
  code: 'burmese',
  label: 'Burmese (Myanmar)',
  share: 5,
  language: 'my',
  script: 'Mymr',
  calendar: 'gregorian',
  given: {
    male: mixture(
      [35, compound(SYLLABLES, SYLLABLES, space)],
      [55, triple(SYLLABLES)],
      [10, ranked('ကျော်ကျော်:kyaw_kyaw အောင်အောင်:aung_aung မင်းမင်း:min_min ဇော်ဇော်:zaw_zaw ထွန်းထွန်း:tun_tun ကိုကို:ko_ko နိုင်နိုင်:naing_naing ဝင်းဝင်း:win_win')],
    ),
    female: mixture(
      [30, compound(WOMENS, WOMENS, space)],
      [55, triple(WOMENS)],
      [15, ranked('အေးအေး:aye_aye ခင်ခင်:khin_khin စုစု:su_su မြမြ:mya_mya နီနီ:ni_ni ချိုချို:cho_cho ဝေဝေ:wai_wai နွယ်နွယ်:nwe_nwe')],
    ),
  },
  rule: 'one name of two or three syllables, nobody else’s; no family name, no father’s name',
  fullName: ({ given }) => [part('given', given)],
  nicknames: nicknames('ကျော်ကျော်=ကျော်ကြီး:kyaw_gyi အောင်အောင်=အောင်လေး:aung_lay အေးအေး=မအေး:ma_aye ခင်ခင်=မခင်:ma_khin စုစု=စုလေး:su_lay'),
  titles: { male: words('ဦး:u ကို:ko မောင်:maung'), female: words('ဒေါ်:daw မ:ma') },
  latin: BURMESE_IN_LATIN,
  phone: '+95 9 ### ######',
  document: '##/XXX(N)######',
  home: homePlaces('MM', 'Mymr', 'ရန်ကုန်:Yangon မန္တလေး:Mandalay ပဲခူး:Bago စစ်တွေ:Sittwe မြစ်ကြီးနား:Myitkyina လားရှိုး:Lashio ဘားအံ:Hpa-An လွိုင်ကော်:Loikaw မုံရွာ:Monywa ဟားခါး:Hakha မော်လမြိုင်:Mawlamyine ဘူးသီးတောင်:Buthidaung'),
  routes: [['maesot'], ['maesot', 'kualalumpur'], ['coxsbazar'], ['newdelhi']],
  habits: { children: [1, 5], wifeTakesName: 0, afterFather: 0, afterGrandparent: 0 },
}; // prettier-ignore

/** Three syllables, the first two drawn as a pair. */
function triple(list: readonly Word[]): NameSource {
  const pair = compound(list, list, space);
  const last = ranked(list, 0.7);
  return {
    draw: (random) => {
      const [a, b] = [pair.draw(random), last.draw(random)];
      return { text: a.text + b.text, sound: `${a.sound} ${b.sound}` };
    },
  };
}
