#!/usr/bin/env bash
# Starts the program for a test and waits until it answers: serve.sh KIND PORT,
# with $WORK as its place. Who is locked out waits three seconds and not a day, an
# organisation is dissolved in a quarter of a minute and not after a week, and messages
# are translated by what a test runs at a port 300 further on.
set -euo pipefail
cd "$(dirname "$0")/.."
nohup bin/tramway "$1" --data "$WORK/$1" --passphrase "$WORK/$1.passphrase" --listen "127.0.0.1:$2" --log-level warn --rate 1000 \
  --recovery-wait 3s --dissolution-wait 15s --translate-url "http://localhost:$(($2 + 300))" \
  > "$WORK/$1.log" 2>&1 < /dev/null &
echo $! > "$WORK/$1.pid"
for _ in $(seq 600); do
  curl -fs "http://localhost:$2/api/v1/boot" >/dev/null 2>&1 && exit 0
  sleep 0.1
done
echo "the program did not serve:"
cat "$WORK/$1.log"
exit 1
