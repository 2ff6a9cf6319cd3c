package rules

import "fmt"

// FirstLabel is the version of a policy at first.
const FirstLabel = "1.0"

// NextLabel numbers the next version of a policy: one that has to be acknowledged anew
// is a new whole number, any other a step behind the point.
func NextLabel(label string, anew bool) string {
	var whole, step int
	if _, err := fmt.Sscanf(label, "%d.%d", &whole, &step); err != nil {
		return FirstLabel
	}
	if anew {
		return fmt.Sprintf("%d.0", whole+1)
	}
	return fmt.Sprintf("%d.%d", whole, step+1)
}
