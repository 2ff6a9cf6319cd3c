package saml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"

	"github.com/beevik/etree"
	xrv "github.com/mattermost/xml-roundtrip-validator"

	"tramway/internal/fault"
)

const (
	deepest      = 40    // elements in one another
	mostElements = 10000 // of a document
)

var errXML = errors.New("saml: not the plain XML that is read")

// screen refuses what no provider sends and parsers disagree about, before anything is
// built from it: document types and with them entities, instructions, encodings, depth,
// and, in answers, comments. Errors: too_large, sso_token.
func screen(raw []byte, comments bool) error {
	if len(raw) > MostBytes {
		return fault.New(fault.TooLarge, "too_large", fault.Args{"max": MostBytes})
	}
	if err := plain(raw, comments); err != nil {
		return fault.Wrap(err, fault.Invalid, "sso_xml")
	}
	if err := xrv.Validate(bytes.NewReader(raw)); err != nil {
		return fault.Wrap(err, fault.Invalid, "sso_xml")
	}
	return nil
}

func plain(raw []byte, comments bool) error {
	d := xml.NewDecoder(bytes.NewReader(raw))
	depth, elements := 0, 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && elements > 0 {
			return nil
		}
		if err != nil {
			return errors.Join(errXML, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth, elements = depth+1, elements+1
		case xml.EndElement:
			depth--
		case xml.Directive:
			return errXML
		case xml.Comment:
			if !comments {
				return errXML
			}
		case xml.ProcInst:
			if t.Target != "xml" || elements > 0 {
				return errXML
			}
		}
		if depth > deepest || elements > mostElements {
			return errXML
		}
	}
}

// parse builds a document that passed the screen.
func parse(raw []byte) (*etree.Element, error) {
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(raw); err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "sso_xml")
	}
	if doc.Root() == nil {
		return nil, fault.Wrap(errXML, fault.Invalid, "sso_xml")
	}
	return doc.Root(), nil
}

// Screen is the look at an answer before it is kept for the browser that began. Errors:
// too_large, sso_xml.
func Screen(raw []byte) error { return screen(raw, false) }
