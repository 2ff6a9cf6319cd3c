// Package picture makes what people upload as a picture, of themselves, of their
// organisation or in a conversation, harmless and small: it is decoded and drawn anew, so nothing of the
// file survives but its pixels (no place, no camera, no script), turned upright.
//
// Floor: 1
package picture

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // a format that is read
	"io"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // a format that is read

	"tramway/internal/fault"
)

// Bounds of what is read, and the side of what is made.
const (
	MaxBytes  = 10 << 20
	maxPixels = 40 << 20 // the camera of a telephone; four bytes each in memory
	Side      = 512
	quality   = 85
)

// MediaType of what Square makes.
const MediaType = "image/jpeg"

// drawing bounds how many pictures are in memory at once.
var drawing = make(chan struct{}, 2)

// Square reads a JPEG, PNG or WebP and gives its middle as an upright JPEG of at
// most Side × Side. Errors: picture_format, picture_size (both of the field "file").
func Square(ctx context.Context, file io.Reader) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(file, MaxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > MaxBytes {
		return nil, fault.New(fault.TooLarge, "too_large", fault.Args{"max": MaxBytes})
	}
	shape, format, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || format == "gif" {
		return nil, fault.Bad("body.file", "picture_format")
	}
	if shape.Width*shape.Height > maxPixels || shape.Width == 0 || shape.Height == 0 {
		return nil, fault.Bad("body.file", "picture_size", fault.Args{"max": maxPixels >> 20})
	}
	select {
	case drawing <- struct{}{}:
		defer func() { <-drawing }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return square(raw, format)
}

func square(raw []byte, format string) ([]byte, error) {
	whole, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, fault.Bad("body.file", "picture_format")
	}
	middle := middleOf(whole.Bounds())
	side := min(Side, middle.Dx())
	small := image.NewRGBA(image.Rect(0, 0, side, side))
	draw.Draw(small, small.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.CatmullRom.Scale(small, small.Bounds(), whole, middle, draw.Over, nil)
	var out bytes.Buffer
	err = jpeg.Encode(&out, upright(small, orientation(bytes.NewReader(raw), format)), &jpeg.Options{Quality: quality})
	return out.Bytes(), err
}

// middleOf is the largest square in the middle.
func middleOf(r image.Rectangle) image.Rectangle {
	side := min(r.Dx(), r.Dy())
	corner := r.Min.Add(image.Pt((r.Dx()-side)/2, (r.Dy()-side)/2))
	return image.Rectangle{Min: corner, Max: corner.Add(image.Pt(side, side))}
}
