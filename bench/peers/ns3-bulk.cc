// Bulk TCP over ns-3: what a delivered data packet costs. Written for this comparison against the public API of ns-3
// 3.37 (Debian: ns3, libns3-dev); no part of the product, never shipped, not built by Maven.
//
// Usage: ns3-bulk --topology=p2p|dumbbell|fattree --rate=10 --mss=1448 --cc=reno|cubic --flows=64
//                 --warm=0.02 --measure=0.1
// Prints one line: CPU ns, delivered data packets, simulator events (all of the measured span), and the goodput in
// per cent of what the bottlenecks carry.
//
// What is set: SACK, timestamps and window scaling on (ns-3's defaults), an ACK for every second segment, no traffic
// control layer, static routes, no traces, receive window of two bandwidth-delay products, device queues without
// limit. So nothing is lost and the flows are limited by the links.
#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

#include <ns3/applications-module.h>
#include <ns3/core-module.h>
#include <ns3/internet-module.h>
#include <ns3/network-module.h>
#include <ns3/point-to-point-module.h>

using namespace ns3;

namespace {

constexpr uint16_t kPort = 5001;

struct Load {
  std::string topology = "p2p";
  std::string control = "reno";
  uint64_t gigabits = 10;
  uint32_t mss = 1448;
  uint32_t flows = 64;
  double warm = 0.02;
  double measure = 0.1;
};

double CpuNs() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e9 +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e3;
}

class Network {
 public:
  explicit Network(const Load& load) : load_(load) {
    wire_.SetDeviceAttribute("DataRate", DataRateValue(DataRate(load.gigabits * 1000000000ULL)));
    wire_.SetDeviceAttribute("Mtu", UintegerValue(load.mss + 52));
    wire_.SetQueue("ns3::DropTailQueue", "MaxSize", StringValue("100000000p"));
  }

  uint32_t AddNodes(uint32_t count) {
    const uint32_t first = nodes_.GetN();
    NodeContainer added;
    added.Create(count);
    InternetStackHelper stack;
    stack.SetRoutingHelper(Ipv4StaticRoutingHelper());
    stack.Install(added);
    nodes_.Add(added);
    return first;
  }

  // Returns the interface of a; that of b is the next free one of b.
  void Join(uint32_t a, uint32_t b, Time delay) {
    wire_.SetChannelAttribute("Delay", TimeValue(delay));
    NetDeviceContainer ends = wire_.Install(nodes_.Get(a), nodes_.Get(b));
    // Each link is a subnet of its own in 172.16/12; hosts are addressed by what their first link has.
    const uint32_t base = 0xAC100000U + links_++ * 4;
    Attach(a, ends.Get(0), base + 1);
    Attach(b, ends.Get(1), base + 2);
  }

  Ipv4Address AddressOf(uint32_t node) const {
    return nodes_.Get(node)->GetObject<Ipv4>()->GetAddress(1, 0).GetLocal();
  }

  void RouteHost(uint32_t at, uint32_t to, uint32_t interface) {
    Static(at)->AddHostRouteTo(AddressOf(to), interface);
  }

  void RouteRest(uint32_t at, uint32_t interface) { Static(at)->SetDefaultRoute(Ipv4Address("0.0.0.0"), interface); }

  uint32_t InterfacesOf(uint32_t node) const { return nodes_.Get(node)->GetObject<Ipv4>()->GetNInterfaces(); }

  void Flow(uint32_t from, uint32_t to, Time start) {
    const InetSocketAddress target(AddressOf(to), kPort);
    PacketSinkHelper sink("ns3::TcpSocketFactory", InetSocketAddress(Ipv4Address::GetAny(), kPort));
    ApplicationContainer receiver = sink.Install(nodes_.Get(to));
    receiver.Start(Seconds(0));
    sinks_.push_back(receiver.Get(0)->GetObject<PacketSink>());
    BulkSendHelper bulk("ns3::TcpSocketFactory", target);
    bulk.SetAttribute("MaxBytes", UintegerValue(0));
    bulk.SetAttribute("SendSize", UintegerValue(load_.mss));
    bulk.Install(nodes_.Get(from)).Start(start);
  }

  uint64_t DeliveredBytes() const {
    uint64_t total = 0;
    for (const auto& sink : sinks_) {
      total += sink->GetTotalRx();
    }
    return total;
  }

 private:
  void Attach(uint32_t node, Ptr<NetDevice> device, uint32_t address) {
    Ptr<Ipv4> ip = nodes_.Get(node)->GetObject<Ipv4>();
    const uint32_t interface = ip->AddInterface(device);
    ip->AddAddress(interface, Ipv4InterfaceAddress(Ipv4Address(address), Ipv4Mask("255.255.255.252")));
    ip->SetUp(interface);
  }

  Ptr<Ipv4StaticRouting> Static(uint32_t node) const {
    Ipv4StaticRoutingHelper helper;
    return helper.GetStaticRouting(nodes_.Get(node)->GetObject<Ipv4>());
  }

  const Load& load_;
  PointToPointHelper wire_;
  NodeContainer nodes_;
  std::vector<Ptr<PacketSink>> sinks_;
  uint32_t links_ = 0;
};

// Round-trip delay without queues, and the number of flows that share the narrowest link.
struct Shape {
  double rttSeconds;
  uint32_t sharing;
  uint32_t bottlenecks;
};

Shape ShapeOf(const Load& load) {
  if (load.topology == "p2p") {
    return {200e-6, 1, 1};
  }
  if (load.topology == "dumbbell") {
    return {240e-6, load.flows, 1};
  }
  return {120e-6, 1, 16};
}

void PointToPoint(Network& net) {
  net.AddNodes(2);
  net.Join(0, 1, MicroSeconds(100));
  net.Flow(0, 1, Seconds(0));
}

void Dumbbell(Network& net, uint32_t flows) {
  const uint32_t left = net.AddNodes(2);
  const uint32_t right = left + 1;
  net.Join(left, right, MicroSeconds(100));
  const uint32_t senders = net.AddNodes(flows);
  const uint32_t receivers = net.AddNodes(flows);
  for (uint32_t i = 0; i < flows; i++) {
    net.Join(senders + i, left, MicroSeconds(10));
    net.RouteRest(senders + i, 1);
    net.Join(receivers + i, right, MicroSeconds(10));
    net.RouteRest(receivers + i, 1);
  }
  // What is not at hand is behind the bottleneck, which is interface 1 of both routers.
  net.RouteRest(left, 1);
  net.RouteRest(right, 1);
  for (uint32_t i = 0; i < flows; i++) {
    net.Flow(senders + i, receivers + i, MicroSeconds(i));
  }
}

// k = 4: four pods of two edge and two aggregation switches, four cores, 16 hosts. Host h sends to h + 4 modulo 16;
// the way up is chosen by the destination: aggregation d % 2, core (d / 2) % 2, so that no two flows share a link.
void FatTree(Network& net) {
  constexpr uint32_t kPods = 4;
  constexpr uint32_t kHosts = 16;
  const Time delay = MicroSeconds(10);
  const uint32_t hosts = net.AddNodes(kHosts);
  const uint32_t edges = net.AddNodes(2 * kPods);
  const uint32_t aggregations = net.AddNodes(2 * kPods);
  const uint32_t cores = net.AddNodes(4);
  for (uint32_t h = 0; h < kHosts; h++) {  // interfaces 1 and 2 of an edge switch
    net.Join(hosts + h, edges + h / 2, delay);
    net.RouteRest(hosts + h, 1);
  }
  for (uint32_t pod = 0; pod < kPods; pod++) {
    for (uint32_t e = 0; e < 2; e++) {
      for (uint32_t a = 0; a < 2; a++) {  // 3 and 4 of an edge switch, 1 and 2 of an aggregation switch
        net.Join(edges + 2 * pod + e, aggregations + 2 * pod + a, delay);
      }
    }
  }
  for (uint32_t pod = 0; pod < kPods; pod++) {
    for (uint32_t a = 0; a < 2; a++) {
      for (uint32_t c = 0; c < 2; c++) {  // 3 and 4 of an aggregation switch, pod + 1 of a core switch
        net.Join(aggregations + 2 * pod + a, cores + 2 * a + c, delay);
      }
    }
  }
  for (uint32_t d = 0; d < kHosts; d++) {
    const uint32_t pod = d / 4;
    for (uint32_t e = 0; e < 2 * kPods; e++) {
      net.RouteHost(edges + e, hosts + d, d / 2 == e ? 1 + d % 2 : 3 + d % 2);
    }
    for (uint32_t a = 0; a < 2 * kPods; a++) {
      net.RouteHost(aggregations + a, hosts + d, a / 2 == pod ? 1 + d / 2 % 2 : 3 + d / 2 % 2);
    }
    for (uint32_t c = 0; c < 4; c++) {
      net.RouteHost(cores + c, hosts + d, 1 + pod);
    }
  }
  for (uint32_t h = 0; h < kHosts; h++) {
    net.Flow(hosts + h, hosts + (h + 4) % kHosts, MicroSeconds(h));
  }
}

}  // namespace

int main(int argc, char* argv[]) {
  Load load;
  CommandLine options;
  options.AddValue("topology", "p2p, dumbbell or fattree", load.topology);
  options.AddValue("cc", "reno or cubic", load.control);
  options.AddValue("rate", "link rate, Gbit/s", load.gigabits);
  options.AddValue("mss", "TCP payload of a full segment, bytes", load.mss);
  options.AddValue("flows", "flows of the dumbbell", load.flows);
  options.AddValue("warm", "simulated seconds before the measured span", load.warm);
  options.AddValue("measure", "simulated seconds of the measured span", load.measure);
  options.Parse(argc, argv);

  const Shape shape = ShapeOf(load);
  const double product = load.gigabits * 1e9 / 8 * shape.rttSeconds;
  const auto window = static_cast<uint32_t>(std::max(2 * product / shape.sharing, 4.0 * load.mss));
  Config::SetDefault("ns3::TcpL4Protocol::SocketType",
                     TypeIdValue(load.control == "cubic" ? TcpCubic::GetTypeId() : TcpNewReno::GetTypeId()));
  Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(load.mss));
  Config::SetDefault("ns3::TcpSocket::DelAckCount", UintegerValue(2));
  Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(window));
  Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(2 * window));

  Network net(load);
  if (load.topology == "p2p") {
    PointToPoint(net);
  } else if (load.topology == "dumbbell") {
    Dumbbell(net, load.flows);
  } else if (load.topology == "fattree") {
    FatTree(net);
  } else {
    std::cerr << "no such topology: " << load.topology << "\n";
    return 2;
  }

  double startNs = 0;
  uint64_t startBytes = 0;
  uint64_t startEvents = 0;
  Simulator::Schedule(Seconds(load.warm), [&] {
    startNs = CpuNs();
    startBytes = net.DeliveredBytes();
    startEvents = Simulator::GetEventCount();
  });
  Simulator::Stop(Seconds(load.warm + load.measure));
  Simulator::Run();
  const double spentNs = CpuNs() - startNs;
  const double bytes = static_cast<double>(net.DeliveredBytes() - startBytes);
  const uint64_t events = Simulator::GetEventCount() - startEvents;
  const double carried = load.gigabits * 1e9 / 8 * load.measure * shape.bottlenecks;
  const double wire = load.mss + 54.0;  // TCP with timestamps, IPv4, PPP
  std::cout << static_cast<uint64_t>(spentNs) << ' ' << static_cast<uint64_t>(bytes / load.mss) << ' ' << events << ' '
            << 100 * bytes / (carried * load.mss / wire) << '\n';
  Simulator::Destroy();
  return 0;
}
