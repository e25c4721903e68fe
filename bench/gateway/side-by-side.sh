#!/bin/sh
# Measures OpenClaw and Chela on this machine, scenario by scenario, one right after the other: a machine has fast and slow minutes.
#   bench/gateway/side-by-side.sh [SCENARIO...]     then: node table.mjs
# OpenClaw comes from the npm registry, with the Node.js that it needs, and sees no network but loopback.
set -eu
cd "$(dirname "$0")"
[ $# -gt 0 ] || set -- cold idle rpc chat tool load

place=../target/openclaw
fetch() { npm install --silent --no-audit --no-fund --prefix "$place" "$@"; }
# OpenClaw's own installation refuses an older Node.js than it runs on.
[ -x "$place/node_modules/.bin/node" ] || fetch node@26
[ -d "$place/node_modules/openclaw" ] || PATH=$(cd "$place" && pwd)/node_modules/.bin:$PATH fetch openclaw@2026.9.6
mkdir -p ../target/side-by-side /tmp/gwbench/openclaw/home /tmp/gwbench/chela
# Builds what is to be measured, and ends.
CHELA_HOME=/tmp/gwbench/chela/first ../../chela gateway start --port 19211 && CHELA_HOME=/tmp/gwbench/chela/first ../../chela gateway stop

for scenario in "$@"; do
    for gateway in openclaw gateway; do
        unshare --map-root-user --net sh -c 'ip link set lo up && exec "$@"' bench \
            node --experimental-websocket gateway-bench.mjs --gw $gateway.json --only "$scenario" --ks 32,128 --idle 10 \
            --out ../target/side-by-side/$gateway-"$scenario".json
    done
done
