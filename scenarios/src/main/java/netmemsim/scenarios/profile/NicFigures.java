package netmemsim.scenarios.profile;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The file of a NIC profile. The components are those of {@link netmemsim.models.nic.NicProfile},
 * each with its source.
 */
public record NicFigures(
    @JsonPropertyDescription("Its name") String profile,
    @JsonPropertyDescription("What it stands for") String title,
    @JsonPropertyDescription("Name of the driver") Figure driver,
    @JsonPropertyDescription("Whether the driver has queue management ops") Figure queueManagement,
    @JsonPropertyDescription("Whether the hardware splits headers") Figure headerSplit,
    @JsonPropertyDescription("Default number of queues") Figure queues,
    @JsonPropertyDescription("Most queues") Figure maxQueues,
    @JsonPropertyDescription("Default RX ring size") Figure rxRing,
    @JsonPropertyDescription("Default TX ring size") Figure txRing,
    @JsonPropertyDescription("Largest ring size") Figure maxRing,
    @JsonPropertyDescription("Default size of a receive buffer") Figure rxBufferSize,
    @JsonPropertyDescription("Size of a header buffer") Figure headerBufferSize,
    @JsonPropertyDescription("Packets up to this size are copied") Figure rxCopybreak,
    @JsonPropertyDescription("Page pool ring entries per descriptor") Figure pagePoolMultiplier,
    @JsonPropertyDescription("Buffers that are posted together or not at all") Figure postUnit,
    @JsonPropertyDescription("The doorbell is rung in such units") Figure doorbellUnit,
    @JsonPropertyDescription("Entries of the RSS table") Figure rssTable,
    @JsonPropertyDescription("Most RSS contexts beside the default one") Figure maxRssContexts,
    @JsonPropertyDescription("Most ntuple rules") Figure maxFlowRules,
    @JsonPropertyDescription("Whether only the driver picks the location of a rule")
        Figure driverPicksLocation,
    @JsonPropertyDescription("Checksum of received packets: complete or unnecessary")
        Figure checksum,
    @JsonPropertyDescription("How long hardware GRO holds a packet; 0s without it")
        Figure hwGroTimeout,
    @JsonPropertyDescription("Largest TSO packet") Figure gsoMax,
    @JsonPropertyDescription("Default MTU") Figure mtu,
    @JsonPropertyDescription("Least time between interrupts of a queue") Figure rxCoalesce,
    @JsonPropertyDescription("From the wire to a visible completion") Figure dma,
    @JsonPropertyDescription("Time of ndo_queue_mem_alloc") Figure memAlloc,
    @JsonPropertyDescription("Time of ndo_queue_stop") Figure stop,
    @JsonPropertyDescription("Time of ndo_queue_start") Figure start,
    @JsonPropertyDescription("Time that a reset of the device takes") Figure reset,
    @JsonPropertyDescription("Period of the driver's service task; 0s if it has none")
        Figure service) {}
