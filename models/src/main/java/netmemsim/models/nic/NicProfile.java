package netmemsim.models.nic;

/**
 * What a kind of NIC and its driver are like: figures from a data file, each with its source there.
 *
 * @param name the profile's name
 * @param driver the driver's name, as {@code ethtool -i} prints it
 * @param queueManagement whether the driver has netdev_queue_mgmt_ops
 * @param headerSplit whether the hardware splits headers
 * @param queues default number of RX and TX queues
 * @param maxQueues most queues
 * @param rxRing default RX ring size, descriptors
 * @param txRing default TX ring size, skbs
 * @param maxRing largest ring size
 * @param rxBufferBytes default size of a posted buffer
 * @param headerBufferBytes size of a header buffer
 * @param rxCopybreakBytes packets up to this size are copied
 * @param pagePoolMultiplier page pool ring entries per descriptor
 * @param postUnit buffers that are posted together or not at all
 * @param doorbellUnit the doorbell is rung when the tail is a multiple of it
 * @param rssTableEntries entries of the RSS indirection table
 * @param maxRssContexts most RSS contexts beside the default one
 * @param maxFlowRules most ntuple rules
 * @param driverPicksLocation whether only the driver picks the location of a rule
 * @param checksumComplete whether received packets carry a checksum of the whole packet
 *     (CHECKSUM_COMPLETE) rather than word that theirs is good (CHECKSUM_UNNECESSARY)
 * @param hwGroTimeoutPs how long hardware GRO holds a packet; 0 when there is no hardware GRO
 * @param gsoMaxBytes largest TSO packet, headers included
 * @param mtuBytes default MTU
 * @param coalescePs least time between two interrupts of a queue
 * @param dmaPs from the last bit on the wire to a completion that the CPU can see
 * @param memAllocPs how long ndo_queue_mem_alloc takes
 * @param stopPs how long ndo_queue_stop takes
 * @param startPs how long ndo_queue_start takes
 * @param resetPs how long the device is down when it is reset
 * @param servicePs period of the driver's service task; 0 when it has none that matters here
 */
public record NicProfile(
    String name,
    String driver,
    boolean queueManagement,
    boolean headerSplit,
    int queues,
    int maxQueues,
    int rxRing,
    int txRing,
    int maxRing,
    int rxBufferBytes,
    int headerBufferBytes,
    int rxCopybreakBytes,
    int pagePoolMultiplier,
    int postUnit,
    int doorbellUnit,
    int rssTableEntries,
    int maxRssContexts,
    int maxFlowRules,
    boolean driverPicksLocation,
    boolean checksumComplete,
    long hwGroTimeoutPs,
    int gsoMaxBytes,
    int mtuBytes,
    long coalescePs,
    long dmaPs,
    long memAllocPs,
    long stopPs,
    long startPs,
    long resetPs,
    long servicePs) {}
