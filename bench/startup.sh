#!/bin/sh
# Start-up and memory of the assembled gateway under several sets of JVM flags: bench/startup.sh [RUNS] > bench/results/startup.md
# Interleaved, so that a busy minute falls on all of them. `ready`: process start until the last start level, by the gateway's log.
set -eu
runs=${1:-5}
root=$(CDPATH='' cd -P "$(dirname "$0")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/chela-startup.XXXXXX")
trap 'rm -rf "$work"' EXIT

# name | CHELA_CDS | CHELA_JAVA_OPTS (after the launcher's own flags)
sets='shipped|on|
no class archive|off|
C1 and C2|on|-XX:TieredStopAtLevel=4
512 MB heap limit|on|-Xmx512m
heap not shrunk|on|-XX:MinHeapFreeRatio=40 -XX:MaxHeapFreeRatio=70
G1|off|-XX:-UseSerialGC -XX:+UseG1GC'

once() {
    home=$work/home
    rm -rf "$home"
    CHELA_HOME=$home CHELA_CDS=$2 CHELA_JAVA_OPTS=$3 "$root/chela" gateway run --port 0 >"$work/out" 2>&1 </dev/null &
    pid=$!
    ticks=0
    until grep -qs 'bundles started' "$home/logs/chela.log"; do
        kill -0 "$pid" 2>/dev/null && [ "$ticks" -lt 600 ] || { echo "no start with: $1" >&2 && cat "$work/out" >&2 && exit 1; }
        ticks=$((ticks + 1))
        sleep 0.05
    done
    sleep 2
    ready=$(sed -n 's/.*started \([0-9]*\) ms after.*/\1/p' "$home/logs/chela.log")
    rss=$(awk '/^VmRSS/ {print int($2 / 1024)}' "/proc/$pid/status")
    cpu=$(awk '{print ($14 + $15) * 10}' "/proc/$pid/stat")
    kill -TERM "$pid"
    wait "$pid" 2>/dev/null || :
    echo "$ready $cpu $rss" >>"$work/$java.$4"
}

middle() { cut -d' ' -f"$2" "$1" | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

homes=
for home in /usr/lib/jvm/*; do
    [ -L "$home" ] || [ ! -r "$home/release" ] || [ ! -x "$home/bin/java" ] || homes="$homes $home"
done

run=0
while [ "$run" -le "$runs" ]; do
    for JAVA_HOME in $homes; do
        export JAVA_HOME
        java=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$JAVA_HOME/release")
        index=0
        printf '%s\n' "$sets" >"$work/sets"
        while IFS='|' read -r name cds options; do
            index=$((index + 1))
            once "$name" "$cds" "$options" "$index"
        done <"$work/sets"
    done
    # The first round only warms the disk and makes the archives.
    [ "$run" -gt 0 ] || rm -f "$work"/[0-9]*.[0-9]*
    run=$((run + 1))
done

echo "# Start-up and memory by JVM flags"
echo
echo "\`bench/startup.sh $runs\`, commit $(git -C "$root" rev-parse --short HEAD), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg) at the end."
echo "Medians of $runs interleaved runs, a new state directory each: process start to the last start level with every component active; CPU"
echo "time and resident memory two seconds later. On a busy machine the CPU time is the sturdier figure."
echo
echo "| Java | flags | ready | CPU | RSS |"
echo "|---|---|---|---|---|"
for file in "$work"/[0-9]*.[0-9]*; do
    key=${file##*/}
    name=$(sed -n "${key#*.}p" "$work/sets" | cut -d'|' -f1)
    echo "| ${key%.*} | $name | $(middle "$file" 1) ms | $(middle "$file" 2) ms | $(middle "$file" 3) MB |"
done
