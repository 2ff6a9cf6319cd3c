package picture_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"tramway/internal/fault"
	"tramway/internal/picture"
)

// A telephone held upright writes its rows sideways and says so: whatever it says, the
// red corner comes out top left, and nothing of the file but its pixels comes out.
func TestPicturesComeOutUpright(t *testing.T) {
	t.Parallel()
	// Where the red corner is in the file for each orientation, in half-planes x, y.
	corners := map[int]image.Point{0: {0, 0}, 1: {0, 0}, 2: {1, 0}, 3: {1, 1}, 4: {0, 1}, 5: {0, 0}, 6: {0, 1}, 7: {1, 1}, 8: {1, 0}}
	for o, c := range corners {
		file := withOrientation(t, corner(c, 640, 480), o)
		out, err := picture.Square(t.Context(), bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		img, format, err := image.Decode(bytes.NewReader(out))
		if err != nil || format != "jpeg" || img.Bounds() != image.Rect(0, 0, 480, 480) {
			t.Fatalf("orientation %d: %v %s %v", o, img.Bounds(), format, err)
		}
		if !isRed(img.At(100, 100)) || isRed(img.At(380, 100)) || isRed(img.At(100, 380)) || isRed(img.At(380, 380)) {
			t.Errorf("orientation %d: the red corner is elsewhere", o)
		}
		if bytes.Contains(out, []byte("Exif")) || bytes.Contains(out, []byte("secret place")) {
			t.Errorf("orientation %d: what the file said of its place is still there", o)
		}
	}
}

// What is drawn of a picture in a conversation keeps its shape, is upright too, and is as
// large as it is looked at.
func TestPicturesAreShownWhole(t *testing.T) {
	t.Parallel()
	corners := map[int]image.Point{1: {0, 0}, 3: {1, 1}, 6: {0, 1}, 8: {1, 0}}
	for o, c := range corners {
		s, err := picture.Show(t.Context(), bytes.NewReader(withOrientation(t, corner(c, 3000, 1500), o)))
		if err != nil {
			t.Fatal(err)
		}
		want := image.Pt(3000, 1500)
		if o >= 5 {
			want = image.Pt(1500, 3000)
		}
		if s.Width != want.X || s.Height != want.Y {
			t.Errorf("orientation %d: %d by %d", o, s.Width, s.Height)
		}
		for content, side := range map[string]int{string(s.Thumb): 640, string(s.View): 2048} {
			img, format, err := image.Decode(strings.NewReader(content))
			if err != nil || format != "jpeg" || max(img.Bounds().Dx(), img.Bounds().Dy()) != side {
				t.Fatalf("orientation %d: %v %s %v", o, img, format, err)
			}
			if b := img.Bounds(); !isRed(img.At(b.Dx()/5, b.Dy()/5)) || isRed(img.At(b.Dx()*4/5, b.Dy()/5)) || isRed(img.At(b.Dx()/5, b.Dy()*4/5)) {
				t.Errorf("orientation %d: the red corner is elsewhere", o)
			}
			if strings.Contains(content, "secret place") {
				t.Errorf("orientation %d: what the file said of its place is still there", o)
			}
		}
	}
	if _, err := picture.Show(t.Context(), bytes.NewReader(bomb(60000, 60000))); !hasField(err, "picture_size") {
		t.Errorf("a bomb: %v", err)
	}
	if _, err := picture.Show(t.Context(), strings.NewReader("no picture")); !hasField(err, "picture_format") {
		t.Errorf("a text: %v", err)
	}
}

func TestLargePicturesBecomeSmallAndClearOnesWhite(t *testing.T) {
	t.Parallel()
	clear := image.NewNRGBA(image.Rect(0, 0, 3000, 2000))
	var file bytes.Buffer
	if err := png.Encode(&file, clear); err != nil {
		t.Fatal(err)
	}
	out, err := picture.Square(t.Context(), &file)
	if err != nil {
		t.Fatal(err)
	}
	img, _, err := image.Decode(bytes.NewReader(out))
	if err != nil || img.Bounds().Dx() != picture.Side || img.Bounds().Dy() != picture.Side {
		t.Fatalf("%v, %v", img.Bounds(), err)
	}
	if r, g, b, _ := img.At(256, 256).RGBA(); r < 0xf000 || g < 0xf000 || b < 0xf000 {
		t.Error("what was clear is not white")
	}
}

// Bombs, programs and other files are refused by name, before much memory is taken.
func TestWhatIsNoPictureIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		file []byte
		code string
	}{
		"nothing":     {nil, "picture_format"},
		"text":        {[]byte("hello"), "picture_format"},
		"program":     {[]byte("MZ\x90\x00" + strings.Repeat("\x00", 600)), "picture_format"},
		"drawing":     {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "picture_format"},
		"cut off":     {withOrientation(t, corner(image.Point{}, 64, 64), 0)[:300], "picture_format"},
		"bomb":        {bomb(60000, 60000), "picture_size"},
		"without end": {bytes.Repeat([]byte{0xff}, picture.MaxBytes+1), ""},
	} {
		_, err := picture.Square(t.Context(), bytes.NewReader(c.file))
		if c.code == "" && !fault.Is(err, "too_large") || c.code != "" && !hasField(err, c.code) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzSquare(f *testing.F) {
	f.Add(withOrientation(f, corner(image.Point{}, 16, 16), 6))
	f.Add(bomb(5, 5))
	f.Add([]byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"))
	f.Fuzz(func(t *testing.T, file []byte) {
		out, err := picture.Square(t.Context(), bytes.NewReader(file))
		if err != nil {
			return
		}
		if _, format, err := image.Decode(bytes.NewReader(out)); err != nil || format != "jpeg" {
			t.Errorf("made %s, %v", format, err)
		}
	})
}

func hasField(err error, code string) bool {
	e, ok := err.(*fault.Error)
	return ok && len(e.Fields) == 1 && e.Fields[0].Code == code
}

func isRed(c color.Color) bool {
	r, g, b, _ := c.RGBA()
	return r > 0x8000 && g < 0x8000 && b < 0x8000
}

// corner is a white picture with one red quarter.
func corner(c image.Point, w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			p := color.RGBA{255, 255, 255, 255}
			if x*2/w == c.X && y*2/h == c.Y {
				p = color.RGBA{220, 0, 0, 255}
			}
			img.SetRGBA(x, y, p)
		}
	}
	return img
}

// withOrientation writes a JPEG with an EXIF part that has an orientation and a text.
func withOrientation(t testing.TB, img image.Image, o int) []byte {
	t.Helper()
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, img, nil); err != nil {
		t.Fatal(err)
	}
	if o == 0 {
		return plain.Bytes()
	}
	le := binary.LittleEndian
	tiff := append([]byte("II*\x00\x08\x00\x00\x00"), le.AppendUint16(nil, 2)...)
	tiff = append(tiff, field(0x010e, 2, 13, 8+2+2*12+4)...) // description
	tiff = append(tiff, field(0x0112, 3, 1, uint32(o))...)
	tiff = append(le.AppendUint32(tiff, 0), "secret place\x00"...)
	part := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(part)+2))...)
	return append(append(out, part...), plain.Bytes()[2:]...)
}

func field(tag, kind uint16, count, value uint32) []byte {
	le := binary.LittleEndian
	return le.AppendUint32(le.AppendUint32(le.AppendUint16(le.AppendUint16(nil, tag), kind), count), value)
}

// bomb is the beginning of a PNG that claims to be very large.
func bomb(w, h uint32) []byte {
	var small bytes.Buffer
	_ = png.Encode(&small, image.NewGray(image.Rect(0, 0, 1, 1)))
	b := small.Bytes()
	binary.BigEndian.PutUint32(b[16:], w)
	binary.BigEndian.PutUint32(b[20:], h)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}
