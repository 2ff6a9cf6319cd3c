package picture

import (
	"image"
	"io"
	"time"

	"github.com/bep/imagemeta"
)

// orientation is the EXIF tag of that name, 1 to 8 (CIPA DC-008, 4.6.5); 1, upright,
// if there is none or it cannot be read.
func orientation(raw io.ReadSeeker, format string) (o int) {
	o = 1
	kind := map[string]imagemeta.ImageFormat{"jpeg": imagemeta.JPEG, "png": imagemeta.PNG, "webp": imagemeta.WebP}[format]
	isIt := func(tag imagemeta.TagInfo) bool { return tag.Tag == "Orientation" }
	err := imagemeta.Decode(imagemeta.Options{R: raw, ImageFormat: kind, Sources: imagemeta.EXIF,
		ShouldHandleTag: isIt, Timeout: 2 * time.Second, HandleTag: func(tag imagemeta.TagInfo) error {
			if n, ok := tag.Value.(uint16); ok && isIt(tag) && n >= 1 && n <= 8 {
				o = int(n)
			}
			return nil
		}})
	if err != nil {
		return 1
	}
	return o
}

// upright turns a picture as its orientation says: 2 to 4 in its own axes, 5 to 8 with
// the axes exchanged.
func upright(in *image.RGBA, o int) *image.RGBA {
	if o == 1 {
		return in
	}
	size := in.Bounds().Size()
	if o >= 5 {
		size.X, size.Y = size.Y, size.X
	}
	right, bottom := in.Bounds().Dx()-1, in.Bounds().Dy()-1
	out := image.NewRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			fx, fy := x, y // from where
			if o >= 5 {
				fx, fy = y, x
			}
			if o == 2 || o == 3 || o == 7 || o == 8 {
				fx = right - fx
			}
			if o == 3 || o == 4 || o == 6 || o == 7 {
				fy = bottom - fy
			}
			out.SetRGBA(x, y, in.RGBAAt(fx, fy))
		}
	}
	return out
}
