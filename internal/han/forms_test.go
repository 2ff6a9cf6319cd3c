package han

import (
	"slices"
	"strings"
	"testing"
)

func TestFormsThatStandForOneAnother(t *testing.T) {
	t.Parallel()
	for group := range strings.FieldsSeq(`恒恆 峰峯 汇匯滙彙 群羣 里裏裡 台臺颱檯 线線綫 床牀 启啟啓 卫衛衞 为為爲 真眞 慎愼 产產産 说說説
		户戶戸 强強彊 温溫 面麵麪 钩鉤鈎 妆妝粧 烟煙菸 升昇陞 游遊 鸡雞鷄 秘祕 岩巖巗 宝寶寳 矿礦鑛 葱蔥 内內 黄黃 国國囯 録錄录
		铺鋪舖 锺鍾鐘钟 余餘馀 众眾衆 桜櫻樱 沢澤泽 広廣广 気氣气 粮糧 万萬 厂廠 叶葉 云雲 复復複 钉釘 数數 码碼 发發髮`) {
		for _, r := range group {
			if first := string([]rune(group)[0]); Base(string(r)) != Base(first) {
				t.Errorf("%c and %s differ", r, first)
			}
		}
	}
}

func TestCharactersOfTheirOwnStayApart(t *testing.T) {
	t.Parallel()
	for _, pair := range []string{"豐隆", "新昌", "他她", "彬斌", "奕弈", "泽择", "一壹", "沈沉", "士土", "芸艺", "缶罐", "弁辩", "邱丘", "划画", "借藉"} {
		if r := []rune(Base(pair)); r[0] == r[1] {
			t.Errorf("%s became one", pair)
		}
	}
}

func TestBaseIsStableAndHoldsWhatTheDictionaryHolds(t *testing.T) {
	t.Parallel()
	for r := rune(0x3400); r < 0xA000; r++ {
		one := Base(string(r))
		if Base(one) != one {
			t.Errorf("%c becomes %s and then %s", r, one, Base(one))
		}
		if simple, err := simplify().Convert(string(r)); err != nil || Base(simple) != one {
			t.Errorf("%c is %s here and %s in the dictionary", r, one, simple)
		}
	}
}

func TestReadings(t *testing.T) {
	t.Parallel()
	for _, r := range Base("釘叮") {
		if !slices.Contains(Mandarin(r), "ding") || !slices.Contains(Cantonese(r), "ding") {
			t.Errorf("%c reads %v %v", r, Mandarin(r), Cantonese(r))
		}
	}
	if len(Mandarin('x'))+len(Cantonese('x')) > 0 {
		t.Error("a letter has a reading")
	}
}
