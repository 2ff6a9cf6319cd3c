package record

import _ "embed"

//go:embed verify.html
var verifyPage []byte

// VerifyPage returns a page (HTML, UTF-8, about 30 KB) that checks evidence
// bundles from a disk, with no network and no other file. It takes a bundle by
// choice, by drop, or from its address: #bundle=<base64url>&key=<percent-encoded
// verifier key>&lang=<en|zh-HK|zh-CN>.
func VerifyPage() []byte { return append([]byte(nil), verifyPage...) }
