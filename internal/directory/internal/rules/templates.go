package rules

import "tramway/internal/han"

// Branch is a department of a template; Below are those under it.
type Branch struct {
	Name, NameZh string
	Below        []Branch
}

var (
	management = Branch{Name: "Management", NameZh: "管理層"}
	marketing  = Branch{Name: "Marketing", NameZh: "市場部"}
	sales      = Branch{Name: "Sales", NameZh: "營業部"}
	finance    = Branch{Name: "Finance", NameZh: "財務部"}
	staff      = Branch{Name: "Human Resources", NameZh: "人力資源部"}
	technology = Branch{Name: "Information Technology", NameZh: "資訊科技部"}
	operations = Branch{Name: "Operations", NameZh: "營運部"}
)

func office(name, zh string, below ...Branch) Branch { return Branch{name, zh, below} }

// Templates are the trees that an organisation can begin with: by what people do, by
// where they are, or by both.
var Templates = map[string][]Branch{
	"functional": {management, marketing, sales, finance, staff, technology, operations},
	"geographic": {office("Hong Kong Head Office", "香港總部"), office("Kowloon", "九龍"), office("New Territories", "新界"),
		office("Mainland", "內地"), office("Overseas", "海外")},
	"mixed": {office("Hong Kong Head Office", "香港總部", management, marketing, finance, staff, technology),
		office("Kowloon", "九龍", sales, operations), office("Overseas", "海外", sales, operations)},
}

// Template gives a tree in the script of a region; nothing for an unknown name.
func Template(name, region string) []Branch {
	return inScript(Templates[name], region)
}

func inScript(branches []Branch, region string) []Branch {
	out := make([]Branch, len(branches))
	for i, b := range branches {
		if out[i] = b; region == "cn" {
			out[i].NameZh = han.Fold(b.NameZh)
		}
		out[i].Below = inScript(b.Below, region)
	}
	return out
}

// Paths are the departments of a tree as "Kowloon/Sales", from the top down.
func Paths(branches []Branch) (out []string) {
	for _, b := range branches {
		out = append(out, b.Name)
		for _, below := range Paths(b.Below) {
			out = append(out, b.Name+"/"+below)
		}
	}
	return out
}
