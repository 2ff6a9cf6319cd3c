package demo

// The demonstration's people. Surnames are written as in Hong Kong (Cantonese)
// and in the mainland (pinyin); all persons and companies are made up.

type surname struct{ Latin, Han string }

var hongKongSurnames = []surname{
	{"CHAN", "陳"}, {"LEE", "李"}, {"WONG", "黃"}, {"CHEUNG", "張"}, {"LAU", "劉"}, {"LAM", "林"}, {"HO", "何"}, {"NG", "吳"},
	{"LEUNG", "梁"}, {"CHENG", "鄭"}, {"YEUNG", "楊"}, {"TSANG", "曾"}, {"KWOK", "郭"}, {"FUNG", "馮"}, {"MAK", "麥"}, {"SZETO", "司徒"},
}

var hongKongGiven = []surname{
	{"Tai Man", "大文"}, {"Ka Yan", "嘉欣"}, {"Wing Sze", "詠詩"}, {"Chi Keung", "志強"}, {"Mei Ling", "美玲"}, {"Kwok Wai", "國偉"},
	{"Hiu Tung", "曉彤"}, {"Siu Fung", "兆峰"}, {"Yuk Lan", "玉蘭"}, {"Chun Hei", "俊熙"}, {"Pui Shan", "佩珊"}, {"Wai Kit", "偉傑"},
	{"Lok Yi", "樂怡"}, {"Man Ho", "文豪"}, {"Suet Ying", "雪瑩"}, {"Ka Ho", "家豪"}, {"Tsz Ching", "子晴"}, {"Hon Ming", "漢明"},
}

var mainlandSurnames = []surname{{"WANG", "王"}, {"ZHANG", "张"}, {"LIU", "刘"}, {"CHEN", "陈"}, {"YANG", "杨"}, {"HUANG", "黄"}, {"ZHAO", "赵"}, {"ZHOU", "周"}}

var mainlandGiven = []surname{{"Wei", "伟"}, {"Fang", "芳"}, {"Xiaoming", "晓明"}, {"Lihua", "丽华"}, {"Jianguo", "建国"}, {"Yuting", "雨婷"}, {"Haoran", "浩然"}}

// department and how many people it has.
type department struct {
	Name, NameZh, Parent string
	People               int
	Titles               []string
}

type company struct {
	Key, Name, NameZh, Region, Domain string
	Surnames, Given                   []surname
	Step                              int    // between given names
	Phone                             string // format of a mobile number, with a number to fill in
	Departments                       []department
}

var companies = []company{
	{Key: "harbour", Name: "Harbour Lights Trading Limited", NameZh: "海港之光貿易有限公司", Region: "hk", Domain: "harbourlights.example",
		Surnames: hongKongSurnames, Given: hongKongGiven, Step: 7, Phone: "+8526%07d", Departments: []department{
			{"Management", "管理層", "", 3, []string{"Managing Director", "Finance Director", "Operations Director"}},
			{"Sales", "營業部", "", 12, []string{"Sales Manager", "Account Executive", "Sales Executive"}},
			{"Export", "出口組", "Sales", 8, []string{"Export Supervisor", "Export Clerk", "Shipping Clerk"}},
			{"Finance", "財務部", "", 7, []string{"Accounting Manager", "Accountant", "Accounts Clerk"}},
			{"Human Resources", "人力資源部", "", 4, []string{"HR Manager", "HR Officer"}},
			{"IT", "資訊科技部", "", 5, []string{"IT Manager", "System Administrator", "Support Engineer"}},
			{"Warehouse", "倉務部", "", 14, []string{"Warehouse Supervisor", "Storekeeper", "Driver"}},
			{"Customer Service", "客戶服務部", "", 8, []string{"Service Manager", "Service Officer"}},
		}},
	{Key: "shenzhen", Name: "Harbour Lights (Shenzhen) Co., Ltd.", NameZh: "海港之光（深圳）有限公司", Region: "cn", Domain: "harbourlights-sz.example",
		Surnames: mainlandSurnames, Given: mainlandGiven, Step: 3, Phone: "+86138%08d", Departments: []department{
			{"General Office", "总经办", "", 2, []string{"General Manager", "Assistant"}},
			{"Purchasing", "采购部", "", 7, []string{"Purchasing Manager", "Buyer"}},
			{"Quality", "质检部", "", 6, []string{"Quality Manager", "Inspector"}},
			{"Logistics", "物流部", "", 5, []string{"Logistics Manager", "Planner"}},
		}},
}

// line is one message of a conversation's history: who (a number in the group)
// says what, minutes after the one before.
type line struct {
	Who, After int
	Text       string
}

type talk struct {
	Title   string
	Members []string // departments, or "n" for the n-th person; "all": everybody
	Lines   []line
}

var harbourTalks = []talk{
	{Title: "全體同事 All staff", Members: []string{"all"}, Lines: []line{
		{0, 0, "各位早晨。由今日起公司通訊一律用 Tramway，請大家更新個人資料。"},
		{0, 1, "Good morning everyone. From today all company messages go through Tramway. Please check your own details under Me."},
		{3, 12, "收到，謝謝。"},
		{27, 40, "電話號碼可以自己改嗎？"},
		{0, 6, "暫時請同 HR 講，下個月開放自行修改。"},
		{0, 1440, "提提大家：12月25及26日為公眾假期，倉務部當值表已發到各組。"},
	}},
	{Title: "出口組 Export", Members: []string{"Export"}, Lines: []line{
		{0, 0, "Vessel for the Hamburg order is now ETD 28 Nov, two days late."},
		{1, 4, "我通知客戶。新的提單資料幾時有？"},
		{0, 9, "Forwarder says tomorrow before noon."},
		{2, 35, "三十箱已經入倉，照片夜啲補上。"},
		{3, 600, "提單草稿收到，請核對收貨人地址。"},
		{1, 14, "地址第二行應該係 Speicherstadt 12，其餘正確。"},
		{0, 3, "已更正，多謝。"},
	}},
	{Title: "月結 Month end", Members: []string{"Finance", "0"}, Lines: []line{
		{0, 0, "十月份月結進度：應收已完成，應付差兩間供應商。"},
		{1, 22, "Supplier statements from Kwai Chung arrive today."},
		{2, 130, "兩間都收到，下午四點前入完。"},
		{0, 200, "好，聽日上午開會過數。"},
	}},
	{Title: "IT 支援", Members: []string{"IT", "0", "4", "9"}, Lines: []line{
		{0, 0, "今晚十點至十點半更新倉庫路由器，期間無線網絡會中斷。"},
		{2, 15, "收到，會通知夜更同事。"},
		{0, 1300, "更新已完成，一切正常。"},
	}},
}

var shenzhenTalks = []talk{
	{Title: "全体同事", Members: []string{"all"}, Lines: []line{
		{0, 0, "大家好，内部沟通统一使用 Tramway。"}, {2, 10, "收到。"}, {5, 45, "质检报告模板已更新，请使用新版本。"},
	}},
	{Title: "采购周会", Members: []string{"Purchasing"}, Lines: []line{
		{0, 0, "本周重点：包装材料价格上涨 4%，请比较三家报价。"}, {1, 30, "已联系两家，明天给出对比表。"}, {2, 5, "第三家今天下午回复。"},
	}},
}
