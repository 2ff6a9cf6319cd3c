package outbound

import "net/netip"

// special are the blocks that are not on the public internet, or are a way into
// another block (IANA special-purpose registries, RFC 6890 and its successors).
var special = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"168.63.129.16/32", // answers inside every Azure machine
	"2001::/23",        // protocol assignments, with Teredo, which holds an IPv4 address
	"2001:db8::/32", "2002::/16", "3fff::/20",
)

// global is what IANA has given out of IPv6 for use; everything else is refused,
// so a block invented tomorrow is, too.
var global = netip.MustParsePrefix("2000::/3")

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, p := range list {
		out[i] = netip.MustParsePrefix(p)
	}
	return out
}

// Public says whether an address is one on the public internet. An IPv4 address
// inside an IPv6 one counts as itself where the form is that of RFC 4291; NAT64
// and tunnels are refused altogether.
func Public(a netip.Addr) bool {
	if !a.IsValid() || a.Zone() != "" {
		return false
	}
	a = a.Unmap()
	if a.Is6() && !global.Contains(a) {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
