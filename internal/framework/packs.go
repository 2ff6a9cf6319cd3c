package framework

// Pack is a framework with the controls that matter where people work together. Its
// words are "framework.<name>", "framework_text.<name>" and, for each control,
// "framework.<name>.<control>".
type Pack struct {
	Name     string
	Source   string // what the sections are of
	Controls []Control
}

// Control is one duty. None of the program's evidence: the organisation shows it itself.
type Control struct {
	Name     string
	Section  string
	Evidence []string
}

// Packs are all there are.
var Packs = []Pack{
	// Regulation (EU) 2016/679, as in force since 25 May 2018.
	{Name: "gdpr", Source: "Regulation (EU) 2016/679", Controls: []Control{
		{"storage_limitation", "Art. 5(1)(e)", []string{"periods"}},
		{"accountability", "Art. 5(2)", []string{"record", "reviews"}},
		{"lawful_basis", "Art. 6", nil},
		{"access", "Art. 15", []string{"copies"}},
		{"erasure", "Art. 17", []string{"erasures"}},
		{"by_default", "Art. 25", []string{"timed_grants", "administrators"}},
		{"processor", "Art. 28", nil},
		{"encryption", "Art. 32(1)(a)", []string{"cipher", "certificate"}},
		{"confidentiality", "Art. 32(1)(b)", []string{"second_factor", "leavers"}},
		{"restoring", "Art. 32(1)(c)", []string{"backup"}},
		{"testing", "Art. 32(1)(d)", []string{"reviews", "jobs"}},
		{"breach", "Art. 33", nil},
		{"transfers", "Art. 44", nil},
	}},
	// 45 CFR Part 164, Subpart C: the Security Rule.
	{Name: "hipaa", Source: "45 CFR Part 164, Subpart C", Controls: []Control{
		{"risk_analysis", "§164.308(a)(1)(ii)(A)", nil},
		{"activity_review", "§164.308(a)(1)(ii)(D)", []string{"reviews"}},
		{"termination", "§164.308(a)(3)(ii)(C)", []string{"leavers"}},
		{"authorisation", "§164.308(a)(4)", []string{"timed_grants", "administrators"}},
		{"training", "§164.308(a)(5)(i)", nil},
		{"backup", "§164.308(a)(7)(ii)(A)", []string{"backup"}},
		{"associates", "§164.308(b)(1)", nil},
		{"unique_user", "§164.312(a)(2)(i)", []string{"accounts"}},
		{"emergency_access", "§164.312(a)(2)(ii)", []string{"administrators", "reachable"}},
		{"encryption", "§164.312(a)(2)(iv)", []string{"cipher"}},
		{"audit", "§164.312(b)", []string{"record", "receivers"}},
		{"integrity", "§164.312(c)(1)", []string{"record"}},
		{"authentication", "§164.312(d)", []string{"second_factor"}},
		{"transmission", "§164.312(e)(1)", []string{"certificate"}},
	}},
}
