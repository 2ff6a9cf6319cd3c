package app

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"tramway/internal/dissolution"
	"tramway/internal/outbound"
	"tramway/internal/sqldb"
)

// Config is everything an operator can set, by flag, by environment variable
// (TRAMWAY_ and the flag's name in capitals) or in a file of the same names.
// `tramway config` lists it with the values in force.
type Config struct {
	Data            string            `help:"Folder of the installation." default:"data" type:"path" env:"TRAMWAY_DATA"`
	Listen          string            `help:"Address to listen on." default:"127.0.0.1:8080" env:"TRAMWAY_LISTEN"`
	Origin          string            `help:"Public address of the page; default http://localhost and the port." env:"TRAMWAY_ORIGIN"`
	TLSCert         string            `help:"Certificate file; with --tls-key, serves TLS 1.3 only." type:"path" env:"TRAMWAY_TLS_CERT"`
	TLSKey          string            `help:"Key file of the certificate." type:"path" env:"TRAMWAY_TLS_KEY"`
	ACME            ACMEConfig        `embed:"" prefix:"acme-" envprefix:"TRAMWAY_ACME_"`
	Proxies         []string          `help:"Addresses of reverse proxies whose X-Forwarded-For is believed." env:"TRAMWAY_PROXIES"`
	Passphrase      string            `help:"File holding the passphrase of the root key; made on first start if absent." type:"path" env:"TRAMWAY_PASSPHRASE_FILE"`
	Postgres        string            `help:"PostgreSQL address; empty: encrypted SQLite files in the folder." env:"TRAMWAY_POSTGRES"`
	NATS            []string          `help:"Addresses of a NATS cluster that joins several nodes on one PostgreSQL; empty: none." env:"TRAMWAY_NATS"`
	Vault           VaultConfig       `embed:"" prefix:"vault-" envprefix:"TRAMWAY_VAULT_"`
	Mail            MailConfig        `embed:"" prefix:"mail-" envprefix:"TRAMWAY_MAIL_"`
	Files           FilesConfig       `embed:"" prefix:"files-" envprefix:"TRAMWAY_FILES_"`
	SMS             SMSConfig         `embed:"" prefix:"sms-" envprefix:"TRAMWAY_SMS_"`
	Voice           SMSConfig         `embed:"" prefix:"voice-" envprefix:"TRAMWAY_VOICE_"`
	Translate       TranslateConfig   `embed:"" prefix:"translate-" envprefix:"TRAMWAY_TRANSLATE_"`
	Push            PushConfig        `embed:"" prefix:"push-" envprefix:"TRAMWAY_PUSH_"`
	RecoveryWait    time.Duration     `help:"How long administrators can stop somebody coming in again without password and second factor." default:"24h" env:"TRAMWAY_RECOVERY_WAIT"`
	DissolutionWait time.Duration     `help:"How long people work on, and administrators can stop it, between the agreement to dissolve their organisation and its end." default:"168h" env:"TRAMWAY_DISSOLUTION_WAIT"`
	Backup          BackupConfig      `embed:"" prefix:"backup-" envprefix:"TRAMWAY_BACKUP_"`
	Customer        map[string]string `name:"customer-key" help:"Key files that organisations hold themselves, as ORG=FILE; without its file such an organisation stays shut." env:"TRAMWAY_CUSTOMER_KEYS"`
	Cipher          string            `help:"Cipher of SQLite files: adiantum or xts." default:"adiantum" enum:"adiantum,xts" env:"TRAMWAY_CIPHER"`
	Region          string            `help:"Home region of this installation, two letters." default:"hk" env:"TRAMWAY_REGION"`
	LogName         string            `help:"Name of this installation in its logs' keys; default the public address's host." env:"TRAMWAY_LOG_NAME"`
	MaxOpen         int               `help:"Idle organisations kept open." default:"200" env:"TRAMWAY_MAX_OPEN"`
	Rate            float64           `help:"Requests a second from one address." default:"100" env:"TRAMWAY_RATE"`
	AttachmentMB    int               `name:"attachment-mb" help:"Largest attachment of a message in MiB, whatever an organisation's own rule says." default:"1024" env:"TRAMWAY_ATTACHMENT_MB"`
	ReviewWithin    time.Duration     `help:"How soon an operator should have looked at what an organisation hands in, such as 24h or 30m." default:"24h" env:"TRAMWAY_REVIEW_WITHIN"`
	OutboundAllow   []string          `help:"Networks besides the public internet that organisations may send their record to, such as 10.20.0.0/16." env:"TRAMWAY_OUTBOUND_ALLOW"`
	Metrics         string            `help:"Address to serve figures for Prometheus at, such as 127.0.0.1:9090; it asks nobody who they are. Empty: none." env:"TRAMWAY_METRICS"`
	OTLP            string            `name:"otlp" help:"Address of an OTLP receiver to send figures to, such as http://127.0.0.1:4318/v1/metrics; empty: none." env:"TRAMWAY_OTLP"`
	LogFormat       string            `help:"Log as text or json." default:"text" enum:"text,json" env:"TRAMWAY_LOG_FORMAT"`
	LogLevel        string            `help:"debug, info, warn or error." default:"info" enum:"debug,info,warn,error" env:"TRAMWAY_LOG_LEVEL"`
}

// VaultConfig says which key of a Vault or OpenBao transit engine is the root key.
type VaultConfig struct {
	Address   string `help:"Address of a Vault or OpenBao whose transit engine holds the root key; empty: a file sealed by the passphrase." env:"ADDRESS"`
	Key       string `help:"Name of the key." default:"tramway" env:"KEY"`
	Mount     string `help:"Where the engine is mounted." default:"transit" env:"MOUNT"`
	Namespace string `help:"Namespace, if there are any." env:"NAMESPACE"`
	TokenFile string `help:"File with the token, read again at each use." type:"path" env:"TOKEN_FILE"`
}

// complete fills in what follows from the rest and names every mistake.
func (c *Config) complete() error {
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return fmt.Errorf("--listen %q: not an address and port", c.Listen)
	}
	if err := c.ACME.complete(c.TLSCert != ""); err != nil {
		return err
	}
	if c.Origin == "" && c.ACME.on() {
		c.Origin = "https://" + c.ACME.Domain[0]
	}
	if c.Origin == "" {
		c.Origin = "http://localhost:" + port
	}
	u, err := url.Parse(c.Origin)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || strings.Trim(u.Path, "/") != "" {
		return fmt.Errorf("--origin %q: must be http:// or https:// and a host", c.Origin)
	}
	c.Origin = u.Scheme + "://" + u.Host
	if c.ACME.on() && (u.Scheme != "https" || !slices.Contains(c.ACME.Domain, u.Hostname())) {
		return fmt.Errorf("--origin %s: with --acme-domain it is https:// and one of %s", c.Origin, strings.Join(c.ACME.Domain, ", "))
	}
	if (c.TLSCert == "") != (c.TLSKey == "") {
		return fmt.Errorf("--tls-cert and --tls-key go together")
	}
	ip := net.ParseIP(host)
	loopback := host == "localhost" || (ip != nil && ip.IsLoopback())
	if c.TLSCert == "" && !c.ACME.on() && !loopback && len(c.Proxies) == 0 {
		return fmt.Errorf("--listen %s: without TLS only on loopback, or behind a proxy named by --proxies", c.Listen)
	}
	if len(c.Region) != 2 || strings.ToLower(c.Region) != c.Region {
		return fmt.Errorf("--region %q: two lower-case letters", c.Region)
	}
	if err := c.checkFigures(); err != nil {
		return err
	}
	if c.Vault.Address != "" && c.Vault.TokenFile == "" {
		return fmt.Errorf("--vault-address needs --vault-token-file")
	}
	if err := c.Files.check(); err != nil {
		return err
	}
	if c.ReviewWithin == 0 {
		c.ReviewWithin = 24 * time.Hour
	}
	if c.ReviewWithin < time.Minute || c.ReviewWithin > 30*24*time.Hour {
		return fmt.Errorf("--review-within %s: from a minute to thirty days", c.ReviewWithin)
	}
	if c.DissolutionWait == 0 {
		c.DissolutionWait = dissolution.Wait
	}
	if c.DissolutionWait < time.Second || c.DissolutionWait > 90*24*time.Hour {
		return fmt.Errorf("--dissolution-wait %s: from a second to ninety days", c.DissolutionWait)
	}
	if c.RecoveryWait < 0 {
		return fmt.Errorf("--recovery-wait %s: not below zero", c.RecoveryWait)
	}
	for _, network := range c.OutboundAllow {
		if _, err := netip.ParsePrefix(network); err != nil {
			return fmt.Errorf("--outbound-allow %q: a network such as 10.20.0.0/16", network)
		}
	}
	if c.LogName == "" {
		c.LogName = u.Hostname()
	}
	if c.Passphrase == "" {
		c.Passphrase = c.path("keys", "passphrase")
	}
	return nil
}

// reach is what may be reached of what organisations name.
func (c *Config) reach() (o outbound.Options) {
	for _, network := range c.OutboundAllow {
		o.Allow = append(o.Allow, netip.MustParsePrefix(network)) // complete has looked
	}
	return o
}

// checkFigures: whoever reaches the address of the figures reads them.
func (c *Config) checkFigures() error {
	if c.Metrics != "" {
		host, _, err := net.SplitHostPort(c.Metrics)
		ip := net.ParseIP(host)
		if err != nil || (host != "localhost" && (ip == nil || !ip.IsLoopback() && !ip.IsPrivate())) {
			return fmt.Errorf("--metrics %q: an address and port on loopback or a private network", c.Metrics)
		}
	}
	if u, err := url.Parse(c.OTLP); c.OTLP != "" && (err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https")) {
		return fmt.Errorf("--otlp %q: must be http:// or https:// and a host", c.OTLP)
	}
	return nil
}

func (c *Config) path(parts ...string) string {
	return strings.Join(append([]string{c.Data}, parts...), string(os.PathSeparator))
}

func (c *Config) keySize() int {
	if c.Cipher == string(sqldb.XTS) {
		return 64
	}
	return 32
}
