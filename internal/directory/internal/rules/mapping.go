package rules

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"tramway/internal/han"
)

// The fields a column can be.
const (
	FieldName       = "name"
	FieldNameZh     = "name_zh"
	FieldEmail      = "email"
	FieldPhone      = "phone"
	FieldStaffNo    = "staff_no"
	FieldTitle      = "title"
	FieldDepartment = "department"
	FieldManager    = "manager"
	FieldGrade      = "grade"
	FieldHired      = "hired_on"
	ownPrefix       = "own:" // and the id of one of the organisation's fields
)

// FieldOf is how a mapping names one of the organisation's fields.
func FieldOf(o Own) string { return ownPrefix + o.ID }

// Fields are all, in the order a page shows them.
var Fields = []string{FieldName, FieldNameZh, FieldEmail, FieldPhone, FieldStaffNo, FieldTitle, FieldGrade, FieldHired, FieldDepartment, FieldManager}

// headings are how files name their columns, folded.
var headings = map[string][]string{
	FieldNameZh:     {"中文姓名", "中文名", "chinese name", "name (chinese)", "name_zh"},
	FieldName:       {"name", "english name", "full name", "姓名", "英文姓名", "英文名", "name (english)"},
	FieldEmail:      {"email", "e-mail", "mail", "email address", "電郵", "電子郵件", "邮箱", "电邮"},
	FieldPhone:      {"phone", "mobile", "tel", "telephone", "mobile no.", "電話", "手機", "手提電話", "流動電話", "手机", "电话"},
	FieldStaffNo:    {"staff no", "staff no.", "staff number", "staff id", "employee id", "employee no", "員工編號", "職員編號", "工号", "员工编号"},
	FieldTitle:      {"title", "job title", "position", "post", "職位", "職銜", "职位", "岗位"},
	FieldGrade:      {"grade", "job grade", "rank", "職級", "职级", "級別"},
	FieldHired:      {"hire date", "date hired", "date of hire", "date joined", "join date", "joining date", "start date", "入職日期", "受僱日期", "入职日期"},
	FieldDepartment: {"department", "dept", "dept.", "team", "部門", "部门"},
	FieldManager:    {"manager", "supervisor", "reports to", "上司", "主管", "直屬上司", "上级"},
}

// Guess maps columns by their headings; the keys are column numbers from 0.
func Guess(header []string, own []Own) map[string]string {
	fields, names := slices.Clone(Fields), maps.Clone(headings)
	for _, o := range own {
		fields, names[FieldOf(o)] = append(fields, FieldOf(o)), o.Names
	}
	out, taken := map[string]string{}, map[string]bool{}
	for i, h := range header {
		h = strings.TrimSpace(han.Fold(h))
		for _, f := range fields {
			if taken[f] {
				continue
			}
			for _, known := range names[f] {
				if h != "" && strings.TrimSpace(han.Fold(known)) == h && !taken[f] {
					out[strconv.Itoa(i)], taken[f] = f, true
				}
			}
		}
	}
	return out
}

// MappingProblem says what is wrong with a mapping: a code, and the field it is
// about; "" if nothing.
func MappingProblem(mapping map[string]string, columns int, own []Own) (field, code string) {
	seen := map[string]bool{}
	for col, f := range mapping {
		n, err := strconv.Atoi(col)
		if err != nil || n < 0 || n >= columns {
			return col, "unknown_field"
		}
		if f == "" {
			continue
		}
		if headings[f] == nil && !slices.ContainsFunc(own, func(o Own) bool { return FieldOf(o) == f }) {
			return col, "unknown_choice"
		}
		if seen[f] {
			return col, "mapped_twice"
		}
		seen[f] = true
	}
	if !seen[FieldName] && !seen[FieldNameZh] {
		return FieldName, "name_mapped"
	}
	return "", ""
}
