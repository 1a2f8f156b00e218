#!/bin/sh
# NetmemSim and ns-3 on the same loads, taking turns; prints one table. Needs Debian's ns3 and libns3-dev, and g++.
# Usage: bench/peers/run.sh [ROUNDS [WORD]]   (WORD: only cases whose title has it, such as p2p or 100G)
set -eu
cd -- "$(dirname -- "$0")/../.."
if ! [ -d /usr/include/ns3 ]; then
  echo "ns-3 is missing: apt-get install -y ns3 libns3-dev g++" >&2
  exit 2
fi
./mvnw -q -B -ntp -Dfast -DskipTests package -pl bench -am
program=bench/target/ns3-bulk
if ! [ -x "$program" ] || [ bench/peers/ns3-bulk.cc -nt "$program" ]; then
  g++ -O3 -std=c++17 -Wall -o "$program" bench/peers/ns3-bulk.cc \
    -lns3-applications -lns3-internet -lns3-point-to-point -lns3-network -lns3-core
fi
exec java -cp "bench/target/classes:$(cat bench/target/classpath)" netmemsim.bench.peers.PeerTable "$program" "$@"
