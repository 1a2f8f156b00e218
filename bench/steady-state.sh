#!/bin/sh
# CPU time and allocation per data packet of the quickstart scenario, after warm-up.
# Usage: bench/steady-state.sh [FILE [WINDOWS]]
set -eu
cd -- "$(dirname -- "$0")/.."
./mvnw -q -B -ntp -Dfast -DskipTests package -pl bench -am
exec java -XX:+UseSerialGC -Xmx2g -cp "bench/target/classes:$(cat bench/target/classpath)" \
  netmemsim.bench.SteadyState "$@"
