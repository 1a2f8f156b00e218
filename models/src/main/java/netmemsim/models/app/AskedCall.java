package netmemsim.models.app;

import java.util.function.Consumer;
import netmemsim.models.host.Host;
import netmemsim.models.kernel.Result;
import netmemsim.models.socket.Socket;

/** A system call on an application's socket that a scenario asks for. */
public abstract sealed class AskedCall permits AskedReceive, AskedDontneed {
  private final Consumer<Result> done;

  AskedCall(final Consumer<Result> done) {
    this.done = done;
  }

  /**
   * Makes the call, or goes on with it.
   *
   * @param host the host of the application
   * @param socket the socket
   * @param reader what looks at the data
   * @param nowPs simulated time
   * @return what it took, picoseconds, or {@link netmemsim.models.host.ProcessThread#SLEEP}
   */
  abstract long step(Host host, Socket socket, DevmemReader reader, long nowPs);

  final void answer(final Result result) {
    done.accept(result);
  }
}
