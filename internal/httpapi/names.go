package httpapi

import (
	"path"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// schemaName puts the module before a type's name, so that two modules may both
// have a Person and the generated client shows whose it is.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	pkg := t.PkgPath()
	if _, inner, generic := strings.Cut(t.Name(), "["); generic {
		pkg, _, _ = strings.Cut(inner[strings.LastIndex(inner, "/")+1:], ".")
	}
	if t.Name() == "" || !strings.HasPrefix(t.PkgPath(), "tramway/") {
		return name
	}
	pkg = path.Base(pkg)
	return strings.ToUpper(pkg[:1]) + pkg[1:] + name
}
