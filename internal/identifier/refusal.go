package identifier

// Refusal says why a text is not an identifier of its kind: a stable code, to be
// translated where it is shown. It never holds any of the text.
type Refusal string

// The refusals.
const (
	UnknownKind    Refusal = "unknown_kind"
	Form           Refusal = "format"
	CheckCharacter Refusal = "check_character"
	NoSuchDate     Refusal = "date"
	NoSuchRegion   Refusal = "region"
	NoSuchIssuer   Refusal = "issuer_range"
)

func (r Refusal) Error() string { return "identifier: " + string(r) }
