//go:build !page

package web

import "io/fs"

func files() fs.FS { return nil }
