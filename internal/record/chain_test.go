package record_test

import (
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"

	"tramway/internal/record"
	"tramway/internal/record/recordtest"
)

func TestTheChainLeadsFromEveryEarlierKey(t *testing.T) {
	t.Parallel()
	made := recordtest.HandedOver(t)
	b, err := record.ParseBundle(made.Format())
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{b.Chain[0].Key, b.Chain[1].Key, b.Key} {
		e, c, err := record.Verify(b, key)
		if err != nil || e.ID != "e17" || c.SignedBy != b.Key {
			t.Errorf("under %s: %+v, %v", key, c, err)
		}
	}
	if _, _, err := record.Verify(b, signer(t, 9).VerifierKey()); !errors.Is(err, record.ErrKeyNotTrusted) {
		t.Errorf("under a key outside the chain: %v", err)
	}
}

func TestABrokenChainConvincesNobody(t *testing.T) {
	t.Parallel()
	good := recordtest.HandedOver(t)
	forged := recordtest.Handover(t, signer(t, 9), signer(t, 3), 1, 2)
	for name, chain := range map[string][]record.Bundle{
		"first left out":  good.Chain[1:],
		"last left out":   good.Chain[:1],
		"order":           {good.Chain[1], good.Chain[0]},
		"twice":           {good.Chain[0], good.Chain[0], good.Chain[1]},
		"somebody else's": {forged},
		"no rotation":     {good.Chain[0], recordtest.Evidence(t, signer(t, 2), sampleEntry(3), 3, 4)},
	} {
		b := good
		b.Chain = chain
		if _, _, err := record.Verify(b, good.Chain[0].Key); !errors.Is(err, record.ErrKeyNotTrusted) {
			t.Errorf("%s: %v, want ErrKeyNotTrusted", name, err)
		}
	}
	altered := good
	altered.Chain = slices.Clone(good.Chain)
	altered.Chain[0].Salt[3] ^= 1
	for _, key := range []string{good.Chain[0].Key, good.Key} { // also for whom the link does not matter
		if _, _, err := record.Verify(altered, key); !errors.Is(err, record.ErrKeyNotTrusted) {
			t.Errorf("an altered link, under %s: %v", key, err)
		}
	}
}

func TestAChainHasOneSpelling(t *testing.T) {
	t.Parallel()
	good := recordtest.HandedOver(t)
	text := string(good.Format())
	link := strings.Split(text, "\n")[1]
	nested := "chain " + base64.StdEncoding.EncodeToString(good.Format())
	for name, bad := range map[string]string{
		"form one with a chain": strings.Replace(text, "/v2", "/v1", 1),
		"form two without":      strings.Replace(string(recordtest.Evidence(t, signer(t, 1), sampleEntry(1), 1, 2).Format()), "/v1", "/v2", 1),
		"chain in a chain":      strings.Replace(text, link, nested, 1),
		"not base64":            strings.Replace(text, link, "chain !", 1),
		"too many":              strings.Replace(text, link, strings.Repeat(link+"\n", record.MaxHandovers)+link, 1),
	} {
		if _, err := record.ParseBundle([]byte(bad)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestTheOldestHandoversOfManyAreLeftOut(t *testing.T) {
	t.Parallel()
	var chain []record.Bundle
	for n := range byte(record.MaxHandovers + 3) {
		chain = append(chain, recordtest.Handover(t, signer(t, n+1), signer(t, n+2), 0, 1))
	}
	last := signer(t, record.MaxHandovers+4)
	b, err := recordtest.Evidence(t, last, sampleEntry(1), 1, 2).WithChain(chain)
	if err != nil || len(b.Chain) != record.MaxHandovers {
		t.Fatalf("%d handovers, %v", len(b.Chain), err)
	}
	if _, err := record.ParseBundle(b.Format()); err != nil {
		t.Error(err)
	}
	if _, _, err := record.Verify(b, chain[3].Key); err != nil {
		t.Error(err)
	}
	if _, _, err := record.Verify(b, chain[2].Key); !errors.Is(err, record.ErrKeyNotTrusted) {
		t.Errorf("a key before the chain: %v", err)
	}
}
