package netmemsim.models.tcp;

import java.util.Random;
import java.util.function.Consumer;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.SkbPool;
import org.jspecify.annotations.Nullable;

/** A host that is nothing but TCP. */
public final class TestHost implements TcpHost {
  public final VirtualTime time;
  public final IpAddress address;
  public final SkbPool pool = new SkbPool();
  public final TcpSysctl sysctl = new TcpSysctl();
  public final TcpLayer tcp;
  private final Random random;
  private final int hz;
  public int gsoMaxBytes = 65536;
  public int gsoMaxSegments = 65535;
  public boolean pacesDepartures;
  public int mtuBytes = 1500;
  public Consumer<Skb> wire = skb -> {};

  /** The next initial sequence number; -1 for random ones. */
  int fixedRandom = -1;

  public TestHost(
      final EntityTree tree,
      final String name,
      final String address,
      final VirtualTime time,
      final int hz,
      final long seed) {
    this.time = time;
    this.address = IpAddress.parse(address);
    this.random = new Random(seed);
    this.hz = hz;
    this.tcp = new TcpLayer(new Root(tree, name), this);
  }

  @Override
  public long nowPs() {
    return time.nowPs;
  }

  @Override
  public int hz() {
    return hz;
  }

  @Override
  public TcpSysctl sysctl() {
    return sysctl;
  }

  @Override
  public Skb newSkb() {
    return pool.take();
  }

  @Override
  public void transmit(final Skb skb) {
    wire.accept(skb);
  }

  @Override
  public TcpTimer newTimer(final Runnable handler) {
    return new Timer(handler);
  }

  @Override
  public int randomInt() {
    return fixedRandom != -1 ? fixedRandom : random.nextInt();
  }

  @Override
  public int mtuBytes(final IpAddress destination) {
    return mtuBytes;
  }

  @Override
  public int gsoMaxBytes() {
    return gsoMaxBytes;
  }

  @Override
  public int gsoMaxSegments() {
    return gsoMaxSegments;
  }

  @Override
  public boolean pacesDepartures() {
    return pacesDepartures;
  }

  private static final class Root extends Entity {
    Root(final EntityTree tree, final String name) {
      super(tree, name);
    }
  }

  private final class Timer implements TcpTimer {
    private final Runnable handler;
    private VirtualTime.@Nullable Task task;

    Timer(final Runnable handler) {
      this.handler = handler;
    }

    @Override
    public void schedule(final long atPs) {
      cancel();
      task =
          time.at(
              atPs,
              () -> {
                task = null;
                handler.run();
              });
    }

    @Override
    public void cancel() {
      final VirtualTime.Task pending = task;
      if (pending != null) {
        pending.withdraw();
        task = null;
      }
    }

    @Override
    public boolean isScheduled() {
      return task != null;
    }
  }
}
