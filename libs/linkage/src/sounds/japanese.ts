import { readingsByCharacter } from './japanese-characters.js';
import { readLatin } from './latin.js';
import { readings, type Lattice } from './lattice.js';

/**
 * Names written in Chinese characters that are read the Japanese way, which no romaniser can tell from the characters: the commonest
 * family and given names, each with its usual readings, likeliest first. Facts of language, written for Relink.
 */
const NAMES = `
佐藤:sato 鈴木:suzuki 高橋:takahashi 田中:tanaka 伊藤:ito 渡辺:watanabe 渡邊:watanabe 渡邉:watanabe 山本:yamamoto 中村:nakamura 小林:kobayashi 加藤:kato 吉田:yoshida
山田:yamada 佐々木:sasaki 山口:yamaguchi 松本:matsumoto 井上:inoue 木村:kimura 斎藤:saito 斉藤:saito 齋藤:saito 清水:shimizu 山崎:yamazaki,yamasaki 池田:ikeda 橋本:hashimoto 阿部:abe
石川:ishikawa 山下:yamashita 中島:nakajima 石井:ishii 小川:ogawa 前田:maeda 岡田:okada 長谷川:hasegawa 藤田:fujita 後藤:goto 近藤:kondo 村上:murakami 遠藤:endo 青木:aoki 坂本:sakamoto
福田:fukuda 太田:ota 西村:nishimura 藤井:fujii 藤原:fujiwara 岡本:okamoto 三浦:miura 金子:kaneko 中野:nakano 中川:nakagawa 原田:harada 松田:matsuda 竹内:takeuchi 小野:ono 田村:tamura
翔太:shota 大輔:daisuke 健太:kenta 拓也:takuya 直樹:naoki 大樹:daiki 健一:kenichi 達也:tatsuya 和也:kazuya 翔:sho,kakeru 大翔:hiroto,yamato
律:ritsu 湊:minato 樹:itsuki,tatsuki 蒼:aoi,ao,so 蓮:ren 暖:haru,dan 陸:riku 空:sora 隼:hayato,jun 駿:shun 岳:gaku 旭:asahi 碧:aoi,ao 凪:nagi,nagisa 朔:saku 颯:hayate 昇:noboru 豊:yutaka 稔:minoru 修:osamu 純:jun 薫:kaoru 忍:shinobu
凛:rin 桜:sakura 咲:saki 楓:kaede 澪:mio,rei 詩:uta 栞:shiori 雫:shizuku 杏:an,anzu 大和:yamato 一花:ichika 陽葵:himari,hinata,hina 結月:yuzuki 結愛:yua,yuna 心愛:kokoa 心結:miyu 七海:nanami 向日葵:himawari 朝陽:asahi 悠人:yuto,haruto 誠:makoto 浩:hiroshi 茂:shigeru 博:hiroshi 隆:takashi 勇:isamu
美咲:misaki 葵:aoi 凜:rin 結衣:yui 愛:ai,mana 恵子:keiko 洋子:yoko
和子:kazuko 幸子:sachiko 久美子:kumiko 由美子:yumiko 裕子:yuko,hiroko 直美:naomi 明美:akemi 智子:tomoko 恵美:emi 花子:hanako 紬:tsumugi 心春:koharu 美月:mizuki 彩:aya 舞:mai 優子:yuko 真由美:mayumi
`;

const kept = new Map<string, readonly string[]>();
for (const entry of NAMES.trim().split(/\s+/)) {
  const [written, spoken] = entry.split(':') as [string, string];
  kept.set(
    written,
    spoken.split(',').map((reading) => readings(readLatin(reading), 1)[0]!),
  );
}

/** Sounds of a name as it may be read in Japan; none for characters that no such name has. */
function japaneseReadings(written: string): readonly string[] {
  return kept.get(written) ?? readingsByCharacter(written).map((reading) => readings(readLatin(reading), 1)[0]!);
}

/** A name of more than one character that must not be taken apart, at the start of a text; `undefined` where there is none. */
export function japaneseNameAt(written: string): string | undefined {
  const chars = [...written];
  for (let length = Math.min(3, chars.length); length >= 2; length--) {
    const start = chars.slice(0, length).join('');
    if (kept.has(start)) return start;
  }
  return undefined;
}

/** The readings of Japan, and the Chinese one, which the caller brings. */
export function readHan(written: string, chinese: Lattice): Lattice {
  const known = japaneseReadings(written);
  if (known.length === 0) return chinese;
  const spoken = readings(chinese, 1);
  // what is only put together from its characters is as likely Chinese; a name that is known as a whole is Japanese
  return [kept.has(written) && [...written].length > 1 ? [...known, ...spoken] : [...spoken, ...known]];
}
