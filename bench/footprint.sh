#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# How small and how fast is the distribution? Prints the medians over several starts.
#   bench/footprint.sh [-n RUNS] [FILE.tar.gz]     needs curl, and port 56001 to be free
#
#   first   the first start ever: nothing is cached
#   cold    data/cache deleted, the class archive kept
#   warm    an ordinary start
# Times are from the start of the script bin/karaf to the first 200 of /health; CPU is the process's own until then; RSS is
# read IDLE seconds (12) later. The page cache stays as it is.
set -euo pipefail

runs=5
[ "${1:-}" = -n ] && runs=$2 && shift 2
archive=${1:-$(ls -t "$(dirname "$0")"/../karaf-assembly/target/edge-orchestration-*.tar.gz | head -n 1)}
url=http://127.0.0.1:56001/api/v1/orchestration/health
work=$(mktemp -d)
node=
trap '[ -z "$node" ] || kill -TERM "$node" 2>/dev/null || true; wait; rm -rf "$work"' EXIT

tar -xzf "$archive" -C "$work"
home=$(echo "$work"/*/)
export EDGE_STATE=$work/state EDGE_ADDRESS=127.0.0.1 # nothing of it is heard on this machine's networks
! curl -s -o /dev/null "$url" || { echo "footprint: something answers on port 56001 already" >&2; exit 1; }

median() { sort -n | awk '{v[NR] = $1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
now() { date +%s%N; }

# One life: appends wall ms, CPU ms, RSS MB and stop ms to the files of the given kind.
live() {
    local began ready
    began=$(now)
    "$home/bin/karaf" server </dev/null >"$work/out.log" 2>&1 &
    node=$!
    until curl -s -f -o /dev/null --max-time 1 "$url"; do
        kill -0 "$node" 2>/dev/null || { cat "$work/out.log" >&2; exit 1; }
        [ $(($(now) - began)) -lt 60000000000 ] || { echo "footprint: no answer within 60 s" >&2; exit 1; }
        sleep 0.01
    done
    ready=$(now)
    echo $(((ready - began) / 1000000)) >>"$work/$1.wall"
    awk -v tick="$(getconf CLK_TCK)" '{sub(/.*\) /, ""); print int(($12 + $13) * 1000 / tick)}' "/proc/$node/stat" >>"$work/$1.cpu"
    sleep "${IDLE:-12}"
    awk '/^VmRSS/ {print int($2 / 1024)}' "/proc/$node/status" >>"$work/$1.rss"
    began=$(now)
    kill -TERM "$node"
    wait "$node" || true
    node=
    echo $((($(now) - began) / 1000000)) >>"$work/$1.stop"
}

for run in $(seq "$runs"); do
    rm -rf "$home/data"
    live first
    rm -rf "$home/data/cache"
    live cold
    live warm
done

echo "size   $(($(stat -c %s "$archive") / 1000)) kB packed, $(du -sk --exclude=data "$home" | cut -f 1) kB unpacked"
for kind in first cold warm; do
    echo "$kind  $(median <"$work/$kind.wall") ms to the first answer ($(sort -n "$work/$kind.wall" | sed -n '1p;$p' | paste -sd-))," \
        "$(median <"$work/$kind.cpu") ms CPU, $(median <"$work/$kind.rss") MB resident, $(median <"$work/$kind.stop") ms to stop"
done
echo "on     $(nproc) processors, load $(cut -d' ' -f1-3 /proc/loadavg), $runs runs"
