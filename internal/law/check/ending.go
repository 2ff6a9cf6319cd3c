package check

import (
	"tramway/internal/law"
	"tramway/internal/money"
)

func wholeFigure(n int) law.Figure { return law.Known(money.Int(int64(n))) }

func severance(g given) (answer, error) {
	before, err := servicePay(g, "last_full_month_wages_before_transition", "average_monthly_wages_before_transition", "wages_of_18_days_before_transition")
	if err != nil {
		return answer{}, err
	}
	last, err := servicePay(g, "last_full_month_wages", "average_monthly_wages", "wages_of_18_days")
	if err != nil {
		return answer{}, err
	}
	out, err := law.SeveranceOrLongService(law.SeveranceIn{Start: g.date("employment_start"), Termination: g.date("termination_date"),
		Before: before, Last: last, Mandatory: g.number("employer_mandatory_mpf"), Voluntary: g.number("employer_voluntary_mpf"),
		Gratuity: g.number("length_of_service_gratuity"), Settings: g.settings()})
	return answer{object{"pre_transition": out.Pre, "post_transition": out.Post, "total": out.Total, "offset_pre": out.OffsetPre,
		"offset_post": out.OffsetPost, "net_payable": out.Net}, out.Working}, err
}

// servicePay picks the elected average over the last month, or the 18 days of a daily-rated employee.
func servicePay(g given, month, average, eighteen string) (law.ServicePay, error) {
	if g.has(eighteen) {
		if g.has(average) || g.has(month) {
			return law.ServicePay{}, law.Bad(eighteen, law.CodeConflict)
		}
		return law.ServicePay{Wages: g.figure(eighteen), Eighteen: true}, nil
	}
	if g.has(average) {
		return law.ServicePay{Wages: g.figure(average)}, nil
	}
	return law.ServicePay{Wages: g.figure(month)}, nil
}

func severanceKind(g given) (answer, error) {
	return overCases(g, "kind", func(c given, w *law.Working) (any, error) {
		if !c.has("months") && !c.has("years") {
			return nil, law.Bad("cases.months", law.CodeMissing)
		}
		for _, part := range []string{"months", "years"} { // one below nothing would hide in the sum
			if n := c.whole(part); n < 0 {
				return nil, law.Bad("cases."+part, law.CodeNegative, law.Count("value", n))
			}
		}
		years, err := age(c)
		if err != nil {
			return nil, err
		}
		return law.SeveranceKind(c.whole("months")+12*c.whole("years"), c.text("reason"), years, w)
	})
}

func noticeRequired(g given) (answer, error) {
	return overCases(g, "notice", func(c given, w *law.Working) (any, error) {
		var agreed *law.Notice
		if c.has("agreed") {
			n := get[law.Notice](c, "agreed")
			agreed = &n
		}
		n, err := law.RequiredNotice(c.text("stage"), agreed, w)
		return object{"months": n.Months, "days": n.Days}, err
	})
}

func noticeLastDay(g given) (answer, error) {
	return overCases(g, "last_day", func(c given, w *law.Working) (any, error) {
		return law.NoticeLastDay(c.date("given"), get[law.Notice](c, "notice"), w)
	})
}

func inLieu(g given) (answer, error) {
	in := law.InLieuIn{Notice: get[law.Notice](g, "notice"), Wages: g.figure("wages_in_window"), WindowDays: g.whole("window_days"),
		ExcludedDays: g.whole("excluded_days"), ExcludedWages: g.number("excluded_wages"), AverageDaily: g.figure("adw"), PaidDays: g.figure("paid_days_in_notice")}
	out, err := law.PaymentInLieu(in)
	figures := object{"payment": out.Payment}
	if in.Notice.Months > 0 {
		out.AverageMonths.Value = out.AverageMonths.Value.Round(4)
		figures["average_months"] = out.AverageMonths
	}
	return answer{figures, out.Working}, err
}
