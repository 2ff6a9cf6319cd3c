// Package web is the page, built by Node and carried inside the program. A build
// without the tag "page" carries none, so that Go's tests need no Node.
//
// Floor: 1
package web

import (
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// Handler serves the page: its files by name, and the page itself for every
// address inside it, since those are resolved in the browser.
func Handler() http.Handler { return handler{files()} }

type handler struct{ files fs.FS }

func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if h.files == nil {
		http.Error(w, "this build carries no page", http.StatusNotFound)
		return
	}
	info, err := fs.Stat(h.files, name)
	if name == "" || err != nil || info.IsDir() {
		if path.Ext(name) != "" && strings.HasPrefix(name, "assets/") {
			http.NotFound(w, r)
			return
		}
		name = "index.html"
	}
	// Files under assets carry a digest in their names; everything else is asked
	// for again.
	if strings.HasPrefix(name, "assets/") {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		w.Header().Set("Cache-Control", "no-cache")
	}
	http.ServeFileFS(w, r, h.files, name)
}
