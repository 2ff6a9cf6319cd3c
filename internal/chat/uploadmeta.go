package chat

import (
	"strconv"
	"strings"

	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
)

// Bounds of what a device says of a file that it begins to send.
const (
	maxPeaks   = 64
	maxSeconds = 310 // five minutes, and what a recorder takes to stop
)

// What a message carries.
const (
	aFile     = "file"
	anImage   = "image"
	aVoice    = "voice"
	aLocation = "location"
	aContact  = "contact"
)

// described reads the metadata of a new upload (tus 1.0, "Upload-Metadata"): filename,
// and of a voice message kind=voice, seconds and peaks ("0,40,100", each 0 to 100).
func described(meta map[string]string) (kind string, about store.About, err error) {
	var bad fault.Fields
	about.Name = plainName(meta["filename"])
	switch kind = meta["kind"]; kind {
	case "", aFile:
		return aFile, about, nil
	case anArchive:
		return anArchive, about, nil
	case aVoice:
	default:
		return "", about, fault.Bad("header.Upload-Metadata.kind", "unknown_choice")
	}
	if about.Seconds, err = strconv.ParseFloat(meta["seconds"], 64); err != nil || !(about.Seconds > 0 && about.Seconds <= maxSeconds) {
		bad.Add("header.Upload-Metadata.seconds", "invalid_value")
	}
	if about.Peaks, err = peaks(meta["peaks"]); err != nil {
		bad.Add("header.Upload-Metadata.peaks", "invalid_value")
	}
	return aVoice, about, bad.Err()
}

func peaks(text string) (out []int, err error) {
	if text == "" {
		return nil, nil
	}
	parts := strings.SplitN(text, ",", maxPeaks+1)
	if len(parts) > maxPeaks {
		return nil, strconv.ErrRange
	}
	for _, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || n < 0 || n > 100 {
			return nil, strconv.ErrRange
		}
		out = append(out, n)
	}
	return out, nil
}
