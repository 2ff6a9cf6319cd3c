package identifier

import (
	"regexp"
	"strings"

	"tramway/internal/civil"
)

var residentForm = regexp.MustCompile(`^[0-9]{17}[0-9X]$`)

// provinces are the first two digits of GB/T 2260 that are in use; 81 to 83 are
// also those of residence permits for people from Hong Kong, Macao and Taiwan.
// Counties come and go, so no list of them is asked.
const provinces = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"

// residentWeights are those of ISO 7064 MOD 11-2 from the left.
var residentWeights = []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

// residentID checks a mainland resident identity number (GB 11643-1999): region,
// date of birth from 1900 to today, sequence, check character. The old form of
// fifteen digits is refused. Errors also: NoSuchRegion, NoSuchDate.
func residentID(s string, today civil.Date) (Result, error) {
	s = withoutBlanks(s)
	switch {
	case !residentForm.MatchString(s):
		return Result{}, Form
	case !strings.Contains(provinces, s[:2]):
		return Result{}, NoSuchRegion
	case !born(s[6:14], today):
		return Result{}, NoSuchDate
	case s[17] != residentCheck(s[:17]):
		return Result{}, CheckCharacter
	}
	return Result{Canonical: s}, nil
}

func born(digits string, today civil.Date) bool {
	d, err := civil.Parse(digits[:4] + "-" + digits[4:6] + "-" + digits[6:])
	return err == nil && !d.After(today)
}

func residentCheck(body string) byte {
	return "10X98765432"[weighted(body, residentWeights, 0)%11]
}
