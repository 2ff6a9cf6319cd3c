/** An emoji with its names in English, 繁體 and 简体. */
export type Emoji = readonly [emoji: string, en: string, hk: string, cn: string];

// Those that people reach for at work, by what they are about: faces, hands, hearts, work, people and places,
// food, weather and marks.
const table = `
😀|grinning|咧嘴笑|咧嘴笑
😄|smile|開心笑|开心笑
😁|beaming|露齒笑|露齿笑
😅|sweat smile|尷尬笑|尴尬笑
😂|tears of joy|笑到喊|笑哭
🤣|rolling laughing|笑到碌地|笑翻
🙂|slight smile|微笑|微笑
😉|wink|單眼|眨眼
😊|blush|害羞笑|害羞笑
😍|heart eyes|心心眼|色
😘|kiss|飛吻|飞吻
😋|yum|好味|好吃
😎|cool|型|酷
🤓|nerd|書呆子|书呆子
🤩|star eyes|星星眼|星星眼
🤔|thinking|思考|思考
🤨|raised eyebrow|質疑|质疑
😐|neutral|無表情|面无表情
🙄|eye roll|反白眼|翻白眼
😬|grimace|尷尬|尴尬
😌|relieved|放心|放心
😴|sleeping|瞓覺|睡觉
😷|mask|戴口罩|戴口罩
🤒|fever|發燒|发烧
😵|dizzy|暈|头晕
🥳|party face|慶祝|庆祝
😕|confused|困惑|困惑
😮|surprised|驚訝|惊讶
😢|cry|流淚|流泪
😭|loud cry|大喊|大哭
😱|scream|驚恐|惊恐
😓|cold sweat|流汗|流汗
😡|angry|嬲|生气
🤯|mind blown|震驚|震惊
🥺|pleading|求求你|恳求
😇|angel|天使|天使
🤗|hug|擁抱|拥抱
🤫|quiet|安靜|安静
🤝|handshake|握手|握手
👍|thumbs up|讚|赞
👎|thumbs down|不讚|踩
👌|ok hand|冇問題|没问题
✌️|victory|勝利|胜利
🤞|fingers crossed|祝好運|祝好运
👏|clap|拍手|鼓掌
🙌|raised hands|歡呼|欢呼
🙏|thanks, please|多謝、拜託|谢谢、拜托
💪|strong|加油|加油
👋|wave|揮手|挥手
✋|raised hand|舉手|举手
👀|eyes|睇睇|看看
🫡|salute|收到、敬禮|收到、敬礼
👇|point down|向下指|向下指
👆|point up|向上指|向上指
👉|point right|向右指|向右指
❤️|heart|心|心
🧡|orange heart|橙心|橙心
💛|yellow heart|黃心|黄心
💚|green heart|綠心|绿心
💙|blue heart|藍心|蓝心
💔|broken heart|心碎|心碎
✅|done|完成|完成
❌|no, wrong|錯誤|错误
❓|question|問號|问号
❗|important|重要|重要
⚠️|warning|警告|警告
🚫|forbidden|禁止|禁止
⭐|star|星|星
🌟|glowing star|閃星|闪星
🔥|fire|火|火
✨|sparkles|閃耀|闪耀
🎉|celebrate|慶祝拉炮|庆祝拉炮
🎊|confetti|彩球|彩球
🎁|present|禮物|礼物
🏆|trophy|獎盃|奖杯
🥇|first place|金牌|金牌
💯|hundred|一百分|一百分
🚀|rocket|火箭|火箭
💡|idea|點子|点子
📌|pin|圖釘|图钉
📎|paper clip|萬字夾|回形针
📝|note|筆記|笔记
📅|calendar|日曆|日历
⏰|alarm|鬧鐘|闹钟
⏳|hourglass|沙漏|沙漏
📈|chart up|上升|上升
📉|chart down|下跌|下跌
📊|bar chart|圖表|图表
💼|briefcase|公事包|公文包
📁|folder|資料夾|文件夹
📧|e-mail|電郵|邮件
📞|telephone|電話|电话
📱|mobile|手機|手机
💻|laptop|手提電腦|笔记本电脑
🖨️|printer|打印機|打印机
🔍|search|搜尋|搜索
🔒|locked|上鎖|锁定
🔑|key|鎖匙|钥匙
🔧|wrench|士巴拿|扳手
🛠️|tools|工具|工具
📦|parcel|包裹|包裹
💰|money|金錢|钱
💵|banknote|鈔票|钞票
💳|card|信用卡|信用卡
🧾|receipt|單據|收据
👤|person|人|人
👥|people|人們|人们
👩‍💻|woman at a computer|電腦前的女士|电脑前的女士
👨‍💻|man at a computer|電腦前的男士|电脑前的男士
👷|builder|建造工人|建筑工人
👶|baby|嬰兒|婴儿
🏠|home|屋企|家
🏢|office|辦公室|办公楼
🏥|hospital|醫院|医院
🏫|school|學校|学校
🚋|tram|電車|电车
🚇|underground|地鐵|地铁
🚌|bus|巴士|公交车
🚕|taxi|的士|出租车
⛴️|ferry|渡輪|渡轮
✈️|plane|飛機|飞机
🧳|luggage|行李|行李
☕|coffee|咖啡|咖啡
🍵|tea|茶|茶
🧋|bubble tea|珍珠奶茶|珍珠奶茶
🍚|rice|飯|米饭
🍜|noodles|麵|面
🥟|dumpling|餃子|饺子
🥡|takeaway|外賣|外卖
🍰|cake|蛋糕|蛋糕
🎂|birthday cake|生日蛋糕|生日蛋糕
🥮|mooncake|月餅|月饼
🍻|cheers|乾杯|干杯
🐶|dog|狗|狗
🐱|cat|貓|猫
🐼|panda|熊貓|熊猫
🐉|dragon|龍|龙
🌸|blossom|花|花
🌈|rainbow|彩虹|彩虹
☀️|sunny|晴天|晴天
⛅|cloudy|多雲|多云
🌧️|rain|落雨|下雨
⛈️|thunderstorm|雷暴|雷暴
🌀|typhoon|颱風|台风
☔|umbrella|雨遮|雨伞
🌙|moon|月亮|月亮
🧧|red packet|利是|红包
🏮|lantern|燈籠|灯笼
🎄|Christmas tree|聖誕樹|圣诞树
⚽|football|足球|足球
🏃|running|跑步|跑步
🎵|music|音樂|音乐
📷|camera|相機|相机
🆗|OK|OK|OK
🔜|soon|即將|即将
➕|plus|加|加
➖|minus|減|减
➡️|arrow right|右箭嘴|右箭头
⬅️|arrow left|左箭嘴|左箭头
🔴|red|紅色|红色
🟡|yellow|黃色|黄色
🟢|green|綠色|绿色`;

export const emojis: Emoji[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [emoji = '', en = '', hk = '', cn = ''] = line.split('|');
    return [emoji, en, hk, cn];
  });

const fold = (text: string) => text.toLowerCase().normalize('NFKC').trim();

/** Those with some words in one of their names. */
export function findEmojis(words: string): Emoji[] {
  const wanted = fold(words);
  return wanted ? emojis.filter((one) => one.slice(1).some((name) => fold(name).includes(wanted))) : emojis;
}

export const emojiName = ([, en, hk, cn]: Emoji, lang: string) => (lang === 'zh-HK' ? hk : lang === 'zh-CN' ? cn : en);
