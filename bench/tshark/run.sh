#!/bin/sh
# Holds what tshark finds in the captures of lossy runs against the runs' own counters; prints one table.
# Needs tshark (apt-get install tshark). Exit code 1: a difference that no frame accounts for.
# Usage: bench/tshark/run.sh [SCENARIO.yaml...]
set -eu
cd -- "$(dirname -- "$0")/../.."
command -v tshark >/dev/null || {
  echo "bench/tshark/run.sh: there is no tshark (apt-get install tshark)" >&2
  exit 2
}
./mvnw -q -B -ntp -Dfast -DskipTests package -pl bench -am
captures=$(mktemp -d)
trap 'rm -rf "$captures"' EXIT
java -cp "bench/target/classes:$(cat bench/target/classpath)" netmemsim.bench.tshark.CrossCheck "$captures" "$@"
