package saml

import (
	"encoding/xml"
	"slices"
	"strings"
	"time"

	"github.com/beevik/etree"
	"github.com/crewjam/saml"

	"tramway/internal/fault"
)

const bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer"

// person holds an assertion that a signature covers against the Web Browser SSO profile
// (saml-profiles-2.0-os, section 4.1.4.3).
func (p Party) person(el *etree.Element, from Provider, request string, now time.Time) (who Person, err error) {
	doc := etree.NewDocument()
	doc.SetRoot(el)
	raw, err := doc.WriteToBytes()
	if err != nil {
		return who, notBelieved(err.Error())
	}
	var a saml.Assertion
	if err := xml.Unmarshal(raw, &a); err != nil {
		return who, notBelieved(err.Error())
	}
	if strings.TrimSpace(a.Issuer.Value) != from.EntityID {
		return who, fault.New(fault.Unknown, "sso_entity")
	}
	if a.ID == "" || a.Subject == nil || a.Conditions == nil || len(a.AuthnStatements) == 0 {
		return who, notBelieved("an assertion without what is needed")
	}
	if who.Until, err = p.confirmed(a.Subject.SubjectConfirmations, request, now); err != nil {
		return who, err
	}
	if err := timely(*a.Conditions, now); err != nil {
		return who, err
	}
	if err := p.addressed(el); err != nil {
		return who, err
	}
	for _, s := range a.AuthnStatements {
		if s.SessionNotOnOrAfter != nil && !now.Before(s.SessionNotOnOrAfter.Add(Skew)) {
			return who, errClock
		}
	}
	who.Assertion, who.Attributes = a.ID, attributes(a)
	if a.Subject.NameID != nil {
		who.Name, who.Format = strings.TrimSpace(a.Subject.NameID.Value), a.Subject.NameID.Format
	}
	return who, nil
}

var errClock = fault.New(fault.Unknown, "sso_clock")

// confirmed wants one confirmation that whoever brings the assertion may: for us, for
// this request, and in time, which one without an end never is.
func (p Party) confirmed(all []saml.SubjectConfirmation, request string, now time.Time) (until time.Time, err error) {
	err = notBelieved("nobody may bring it")
	for _, c := range all {
		d := c.SubjectConfirmationData
		if c.Method != bearer || d == nil {
			continue
		}
		switch {
		case d.Recipient != p.ACS:
			err = fault.New(fault.Unknown, "sso_audience")
		case d.InResponseTo != request:
			err = notBelieved("an assertion for another request")
		case !now.Before(d.NotOnOrAfter.Add(Skew)), !d.NotBefore.IsZero() && now.Add(Skew).Before(d.NotBefore):
			err = errClock
		default:
			return d.NotOnOrAfter, nil
		}
	}
	return until, err
}

func timely(c saml.Conditions, now time.Time) error {
	if !c.NotBefore.IsZero() && now.Add(Skew).Before(c.NotBefore) || !c.NotOnOrAfter.IsZero() && !now.Before(c.NotOnOrAfter.Add(Skew)) {
		return errClock
	}
	return nil
}

// addressed wants us in every restriction of who may use the assertion, and one at least
// (saml-core-2.0-os, section 2.5.1.4).
func (p Party) addressed(el *etree.Element) error {
	restrictions := 0
	for _, c := range children(el, assertionNS, "Conditions") {
		for _, r := range children(c, assertionNS, "AudienceRestriction") {
			restrictions++
			if !slices.ContainsFunc(children(r, assertionNS, "Audience"), func(a *etree.Element) bool { return strings.TrimSpace(a.Text()) == p.EntityID }) {
				return fault.New(fault.Unknown, "sso_audience")
			}
		}
	}
	if restrictions == 0 {
		return fault.New(fault.Unknown, "sso_audience")
	}
	return nil
}

func attributes(a saml.Assertion) map[string][]string {
	out := map[string][]string{}
	for _, s := range a.AttributeStatements {
		for _, one := range s.Attributes {
			for _, v := range one.Values {
				out[one.Name] = append(out[one.Name], strings.TrimSpace(v.Value))
			}
		}
	}
	return out
}
