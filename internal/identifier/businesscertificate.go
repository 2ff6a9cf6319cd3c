package identifier

import "regexp"

var certificateForm = regexp.MustCompile(`^[0-9]{8}-[0-9A-Z]{3}-(?:0[1-9]|1[0-2])-[0-9]{2}-[0-9A-Z]$`)

// businessCertificate checks the number of a Business Registration Certificate:
// number, branch of three (000 is the main business), month and year of the
// certificate, and one character: 99510874-000-04-26-A. A certificate expires;
// ask for that day too.
func businessCertificate(s string) (Result, error) { return shaped(certificateForm)(s) }
