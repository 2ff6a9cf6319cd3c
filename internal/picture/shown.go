package picture

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	_ "image/gif" // a format that is read: its first frame
	"image/jpeg"
	"io"

	scale "golang.org/x/image/draw"

	"tramway/internal/fault"
)

// The longer side of what is drawn of a picture among others, and by itself.
const (
	thumbSide = 640
	viewSide  = 2048
)

// Shown is what is drawn of a picture in place of its file.
type Shown struct {
	Thumb         []byte // JPEG
	View          []byte // JPEG; nil: the thumb shows all there is
	Width, Height int    // pixels of the picture, upright
}

// Show reads a JPEG, PNG, GIF or WebP and draws it anew, upright. Errors:
// picture_format, picture_size (both of the field "file").
func Show(ctx context.Context, file io.ReadSeeker) (s Shown, err error) {
	shape, format, err := image.DecodeConfig(file)
	if err != nil {
		return s, fault.Bad("body.file", "picture_format")
	}
	// Each is asked by itself: the product of two large numbers may be a small one.
	if shape.Width <= 0 || shape.Height <= 0 || shape.Width > maxPixels || shape.Height > maxPixels || shape.Width*shape.Height > maxPixels {
		return s, fault.Bad("body.file", "picture_size", fault.Args{"max": maxPixels >> 20})
	}
	select {
	case drawing <- struct{}{}:
		defer func() { <-drawing }()
	case <-ctx.Done():
		return s, ctx.Err()
	}
	return show(file, format)
}

func show(file io.ReadSeeker, format string) (s Shown, err error) {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return s, err
	}
	whole, _, err := image.Decode(file)
	if err != nil {
		return s, fault.Bad("body.file", "picture_format")
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return s, err
	}
	turn := orientation(file, format)
	size := whole.Bounds().Size()
	if turn >= 5 {
		size.X, size.Y = size.Y, size.X
	}
	s.Width, s.Height = size.X, size.Y
	view := upright(fit(whole, viewSide, scale.BiLinear), turn)
	if max(size.X, size.Y) > thumbSide {
		if s.View, err = encoded(view); err != nil {
			return s, err
		}
	}
	s.Thumb, err = encoded(fit(view, thumbSide, scale.CatmullRom))
	return s, err
}

// fit draws a picture on white, no side of it longer than most.
func fit(whole image.Image, most int, how scale.Scaler) *image.RGBA {
	from := whole.Bounds()
	w, h := from.Dx(), from.Dy()
	if long := max(w, h); long > most {
		w, h = max(1, w*most/long), max(1, h*most/long)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	how.Scale(out, out.Bounds(), whole, from, draw.Over, nil)
	return out
}

func encoded(img image.Image) ([]byte, error) {
	var out bytes.Buffer
	err := jpeg.Encode(&out, img, &jpeg.Options{Quality: quality})
	return out.Bytes(), err
}
