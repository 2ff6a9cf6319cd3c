package lawcli

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"tramway/internal/civil"
	"tramway/internal/law"
)

func writeFigures(w io.Writer, figures map[string]any, lang string) error {
	names := make([]string, 0, len(figures))
	for name := range figures {
		names = append(names, name)
	}
	slices.Sort(names)
	fmt.Fprintf(w, "%s\n", law.Phrase(lang, "ui.answer"))
	for _, name := range names {
		value, err := json.Marshal(figures[name])
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "  %s: %s\n", name, value)
	}
	return nil
}

func writeWorking(w io.Writer, working law.Working, lang string) {
	fmt.Fprintf(w, "\n%s\n", law.Phrase(lang, "ui.working"))
	for i, line := range working {
		fmt.Fprintf(w, "  %d. %s\n", i+1, line.Text(lang))
		if source := line.SourceText(lang); source != "" {
			fmt.Fprintf(w, "     [%s]\n", source)
		}
	}
}

func runHolidays(args []string, stdout, stderr io.Writer) int {
	f := flag.NewFlagSet("holidays", flag.ContinueOnError)
	ics := f.Bool("ics", false, "write iCalendar")
	lang := f.String("lang", "en", "en, zh-HK or zh-CN")
	option := f.String("option", "", "christmas or winter_solstice")
	word, ok := parse(f, args, stderr)
	year, err := strconv.Atoi(word)
	if !ok || err != nil {
		fmt.Fprint(stderr, usage)
		return 2
	}
	statutory, err := law.StatutoryHolidays(year, *option, nil)
	if err != nil {
		complain(stderr, err, *lang)
		return 1
	}
	general, err := law.GeneralHolidays(year, false)
	if err != nil {
		complain(stderr, err, *lang)
		return 1
	}
	if *ics {
		writeCalendar(stdout, *lang, statutory, general)
		return 0
	}
	writeYear(stdout, "ui.statutory", statutory, *lang)
	fmt.Fprintln(stdout)
	writeYear(stdout, "ui.general", general, *lang)
	return 0
}

func writeYear(w io.Writer, title string, y law.HolidayYear, lang string) {
	fmt.Fprintf(w, "%s %d: %d (%s)\n", law.Phrase(lang, title), y.Year, len(y.Days), law.Phrase(lang, "status."+y.Status))
	for _, h := range y.Days {
		fmt.Fprintf(w, "  %s  %s  %s\n", h.Date, law.Phrase(lang, "weekday."+h.Date.Weekday().String()), law.Phrase(lang, "holiday."+h.Key))
	}
}

// writeCalendar writes whole-day events (RFC 5545). The stamp is fixed to the
// first day of the year, so that the same year always gives the same file.
func writeCalendar(w io.Writer, lang string, statutory, general law.HolidayYear) {
	line := func(format string, a ...any) { fold(w, fmt.Sprintf(format, a...)) }
	line("BEGIN:VCALENDAR")
	line("VERSION:2.0")
	line("PRODID:-//Tramway//Hong Kong holidays//EN")
	line("CALSCALE:GREGORIAN")
	event := func(kind, category string, y law.HolidayYear) {
		for _, h := range y.Days {
			line("BEGIN:VEVENT")
			line("UID:%s-%s-%s@tramway", kind, h.Date, strings.ReplaceAll(h.Key, "_", "-"))
			line("DTSTAMP:%04d0101T000000Z", y.Year)
			line("DTSTART;VALUE=DATE:%s", compact(h.Date))
			line("DTEND;VALUE=DATE:%s", compact(h.Date.AddDays(1)))
			line("SUMMARY:%s", escape(law.Phrase(lang, "holiday."+h.Key)))
			line("CATEGORIES:%s", escape(law.Phrase(lang, category)))
			if y.Status == "forecast" {
				line("STATUS:TENTATIVE")
				line("COMMENT:%s", escape(law.Phrase(lang, "status.forecast")))
			}
			line("TRANSP:TRANSPARENT")
			line("END:VEVENT")
		}
	}
	event("statutory", "ui.statutory", statutory)
	event("general", "ui.general", general)
	line("END:VCALENDAR")
}

func compact(d civil.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

func escape(s string) string {
	return strings.NewReplacer("\\", "\\\\", ";", "\\;", ",", "\\,", "\n", "\\n").Replace(s)
}

// fold breaks a line at 75 octets without splitting a character.
func fold(w io.Writer, s string) {
	for len(s) > 75 {
		cut := 75
		for cut > 0 && s[cut]&0xC0 == 0x80 {
			cut--
		}
		fmt.Fprintf(w, "%s\r\n ", s[:cut])
		s = s[cut:]
	}
	fmt.Fprintf(w, "%s\r\n", s)
}
