package record_test

import (
	"testing"

	"tramway/internal/record"
	"tramway/internal/record/recordtest"
)

// Entries a second in batches of 256: the reported entries/s.
func BenchmarkAppendBatchesOf256(b *testing.B) {
	tiles, leaves, size := &recordtest.Memory{}, leavesFrom(0, 256), int64(100)
	grow(b, tiles, 100)
	for b.Loop() {
		if _, err := record.Append(tiles, size, leaves); err != nil {
			b.Fatal(err)
		}
		size += 256
	}
	b.ReportMetric(float64(size-100)/b.Elapsed().Seconds(), "entries/s")
}

func BenchmarkProveInclusionAtOneMillion(b *testing.B) {
	tiles := &recordtest.Memory{}
	grow(b, tiles, 1_000_000)
	index := int64(0)
	for b.Loop() {
		index = (index + 777_777) % 1_000_000
		if _, err := record.ProveInclusion(tiles, index, 1_000_000); err != nil {
			b.Fatal(err)
		}
	}
}

// One operation is a million entries digested from their texts and counted.
func BenchmarkRecountOneMillionTexts(b *testing.B) {
	text, _ := sampleEntry(1).Canonical()
	for b.Loop() {
		var r record.Recount
		for n := range 1_000_000 {
			r.Add(record.Leaf(leafOf(n), text))
		}
	}
}

func BenchmarkCanonical(b *testing.B) {
	e := sampleEntry(1)
	for b.Loop() {
		if _, err := e.Canonical(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSignCheckpoint(b *testing.B) {
	s := signer(b, 1)
	for b.Loop() {
		if _, err := s.SignCheckpoint(someHead); err != nil {
			b.Fatal(err)
		}
	}
}
