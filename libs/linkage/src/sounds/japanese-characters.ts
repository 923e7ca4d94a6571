/**
 * How characters are read within Japanese given names, likeliest first. Parents choose from these readings freely, so that two or three
 * characters have a handful of likely readings together and no certain one. Facts of language, written for Relink.
 */
const READINGS = `
陽:haru,hi,yo,aki 翔:to,sho,ka 大:dai,hiro,haru,ta 斗:to 人:to,hito 太:ta 郎:ro 朗:ro 一:kazu,ichi,i 二:ji 三:zo,mi 樹:ki,ju,tatsu 輝:ki,teru 希:ki,no,nozo 貴:taka,ki 紀:ki,nori 生:ki,o,sei
真:ma,shin 悠:yu,haru,hisa 優:yu,masa 勇:yu,isa 裕:yu,hiro 結:yu,yui 友:tomo,yu 祐:yu,suke 佑:yu,suke 介:suke 助:suke 輔:suke 亮:ryo,suke 涼:ryo 遼:ryo 龍:ryu,tatsu 竜:ryu,tatsu 隆:taka,ryu 孝:taka 敬:taka,kei
高:taka 崇:taka 健:ken 賢:ken 謙:ken 憲:ken,nori 研:ken 武:take 岳:take,gaku 雄:o,yu 夫:o 男:o 央:o,hiro 和:kazu,wa,nago 哉:ya 也:ya,nari 弥:ya,mi 矢:ya 哲:tetsu 誠:sei,masa 正:masa,sho 雅:masa,miya 昌:masa 政:masa
将:masa,sho 俊:shun,toshi 駿:shun 利:toshi,ri 敏:toshi 智:tomo,chi,sato 朋:tomo 知:tomo,chi 洋:yo,hiro 浩:hiro,ko 博:hiro 広:hiro 弘:hiro 宏:hiro 寛:hiro,kan 明:aki,mei 昭:aki 秋:aki 晃:aki,ko 彰:aki 晶:aki 章:aki
光:mitsu,ko,hikari 充:mitsu 信:nobu,shin 伸:nobu,shin 進:shin 新:shin,ara 幸:yuki,sachi,ko 行:yuki 之:yuki,no 雪:yuki 由:yu,yoshi 義:yoshi 良:ryo,yoshi,ra 吉:kichi,yoshi 佳:ka,yoshi,kei 美:mi,yoshi 芳:yoshi 喜:ki,yoshi
善:yoshi 秀:hide,shu 英:hide,ei 栄:ei 清:kiyo,sei 聖:sei,kiyo 成:nari,sei 重:shige 茂:shige 繁:shige 則:nori 典:nori 徳:nori,toku 道:michi 達:tatsu 辰:tatsu 春:haru 晴:haru,sei 治:ji,haru 次:ji,tsugu 司:shi,ji 志:shi
史:fumi,shi 士:shi 文:fumi,aya 久:hisa,ku 尚:nao,hisa 直:nao 蓮:ren 蒼:ao,so 湊:so,minato 颯:so,haya,fu 奏:so,kana 律:ritsu 朝:asa 海:kai,umi,mi 空:sora,ku 隼:haya,shun 拓:taku 卓:taku 航:ko 康:yasu,ko 靖:yasu 泰:yasu,tai
保:yasu 安:yasu,an 仁:jin,hito 礼:rei 玲:rei 怜:rei,ryo 麗:rei 凛:rin 凜:rin 鈴:rin,suzu 花:ka,hana 華:ka,hana 香:ka,ko 夏:ka,natsu,na 歌:ka,uta 子:ko,ne 菜:na 奈:na 那:na 南:na,minami 七:nana 愛:ai,a,mana 心:ko,koko,mi
咲:saki,sa 桜:sakura,sa 沙:sa 紗:sa 彩:aya,sa 綾:aya 絢:aya 里:ri,sato 理:ri 莉:ri 梨:ri 璃:ri 織:ori 緒:o 乃:no 葉:ha,yo 波:nami,ha 羽:ha,wa,u 葵:aoi,ki,mari 芽:me 衣:i,e 依:i,e 恵:e,megu,kei 絵:e 江:e 枝:e
千:chi 月:tsuki,zuki 杏:an 音:ne,on,oto 寧:ne,nei 実:mi 未:mi 望:mi,nozo 帆:ho 穂:ho 歩:ho,ayu 風:fu,ka 楓:fu,kae 桃:momo 萌:moe 百:momo 日:hi,ka,nichi 向:nata,muki 妃:hi,ki 瑠:ru 琉:ryu,ru 蘭:ran 藍:ai,ran 琴:koto
詩:uta,shi 舞:mai,ma 茉:ma 麻:ma,asa 摩:ma 万:ma 満:mitsu 季:ki 姫:hime,ki 圭:kei 慶:kei,yoshi 啓:kei 景:kei 虎:ko,tora 暖:haru,no 温:haru 遥:haru 瑛:ei,aki 叶:kana 碧:ao 伊:i 唯:yui 楽:ra,raku 来:ku,rai,ki
丈:jo,take 陸:riku 力:riki 修:shu 祥:sho 壱:ichi,i 平:hei 兵:hei 衛:e 蔵:zo 造:zo 作:saku 朔:saku 久:hisa,ku 倫:rin 晋:shin 慎:shin 純:jun 順:jun 潤:jun 淳:jun,atsu 篤:atsu 敦:atsu 克:katsu 勝:katsu 剛:go,take
`;

const BY_CHARACTER = new Map(
  READINGS.trim()
    .split(/\s+/)
    .map((entry) => {
      const [character, readings] = entry.split(':') as [string, string];
      return [character, readings.split(',')] as const;
    }),
);

/** So many readings of a name together are worth trying. */
const MOST = 6;

/**
 * The likeliest readings of a given name of two or three characters, in Latin letters; none where a character is not known from names.
 * A reading costs the places of its parts in their lists.
 */
export function readingsByCharacter(written: string): string[] {
  const characters = [...written];
  if (characters.length < 2 || characters.length > 3) return [];
  let ways: { text: string; cost: number }[] = [{ text: '', cost: 0 }];
  for (const character of characters) {
    const own = BY_CHARACTER.get(character);
    if (!own) return [];
    ways = ways.flatMap(({ text, cost }) => own.map((reading, at) => ({ text: text + reading, cost: cost + at })));
  }
  return ways
    .sort((a, b) => a.cost - b.cost)
    .slice(0, MOST)
    .map(({ text }) => text);
}
