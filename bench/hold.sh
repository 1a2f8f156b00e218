#!/bin/sh
# The hold model on stock DSOL and on NetmemSim, taking turns; prints one table after some six minutes.
# Usage: bench/hold.sh [ROUNDS [JVM-OPTION]...]
set -eu
cd -- "$(dirname -- "$0")/.."
./mvnw -q -B -ntp -Dfast -DskipTests package -pl bench -am
exec java -cp "bench/target/classes:$(cat bench/target/classpath)" netmemsim.bench.HoldTable "$@"
