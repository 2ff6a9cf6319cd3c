package host

// Regions an organisation can live in, with what follows from each (F103 to F105).
var Regions = map[string]RegionDefaults{
	"hk": {Language: "zh-HK", Zone: "Asia/Hong_Kong", PhonePrefix: "+852", Holidays: "hk",
		Storage: Storage{Node: "sg", Fixed: false}, Documents: []string{"business_registration", "incorporation"},
		Framework: "pdpo", Languages: []string{"zh-HK", "en"}},
	"cn": {Language: "zh-CN", Zone: "Asia/Shanghai", PhonePrefix: "+86", Holidays: "cn",
		Storage: Storage{Node: "cn", Fixed: true}, Documents: []string{"licence"},
		Framework: "dsl", Languages: []string{"zh-CN"}},
	"sg": {Language: "en", Zone: "Asia/Singapore", PhonePrefix: "+65", Holidays: "none",
		Storage: Storage{Node: "sg", Fixed: false}, Documents: []string{"registration"},
		Framework: "pdpa", Languages: []string{"en", "zh-CN"}},
}

// RegionDefaults are set when an organisation is created in a region.
type RegionDefaults struct {
	Language    string   `json:"language"`
	Zone        string   `json:"time_zone"`
	PhonePrefix string   `json:"phone_prefix"`
	Holidays    string   `json:"holidays"`
	Storage     Storage  `json:"storage"`
	Documents   []string `json:"documents"` // a company is verified by these
	Framework   string   `json:"framework"` // pdpo: Cap. 486; dsl: Data Security Law and PIPL; pdpa: Singapore's act
	Languages   []string `json:"languages"`
}

// Storage is the region whose installation keeps the data unless another is chosen.
type Storage struct {
	Node  string `json:"node"`
	Fixed bool   `json:"fixed"` // no other may be chosen
}
