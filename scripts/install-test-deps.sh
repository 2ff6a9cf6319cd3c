#!/usr/bin/env bash
# Installs what the tests need that is not a Go module or an npm package: a
# PostgreSQL server, Chromium, Chinese fonts, rsyslog, pysaml2 and a C compiler from Debian, and an S3 server and
# an ACME authority built from their Go modules. Does nothing where all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v chromium >/dev/null || missing+=(chromium)
fc-list 2>/dev/null | grep -qi 'noto.*cjk' || missing+=(fonts-noto-cjk fontconfig)
command -v column >/dev/null || missing+=(bsdextrautils)
command -v curl >/dev/null || missing+=(curl ca-certificates)
{ command -v rsyslogd >/dev/null || [ -x /usr/sbin/rsyslogd ]; } && ls /usr/lib/*/rsyslog/lmnsd_gtls.so >/dev/null 2>&1 || missing+=(rsyslog rsyslog-gnutls)
{ /usr/bin/python3 -c "import saml2" && command -v xmlsec1; } >/dev/null 2>&1 || missing+=(python3-pysaml2 xmlsec1)
command -v gcc >/dev/null || missing+=(gcc libc6-dev) # the race detector needs cgo
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing ${missing[*]}"
  sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
if [ ! -x .cache/bin/versitygw ]; then
  echo "Building the S3 server for tests"
  GOFLAGS= GOBIN="$PWD/.cache/bin" CGO_ENABLED=0 go install github.com/versity/versitygw/cmd/versitygw@v1.8.0
fi
if [ ! -x .cache/bin/pebble ]; then
  echo "Building the ACME authority for tests"
  GOFLAGS= GOBIN="$PWD/.cache/bin" CGO_ENABLED=0 go install github.com/letsencrypt/pebble/v2/cmd/pebble@v2.10.1
fi
