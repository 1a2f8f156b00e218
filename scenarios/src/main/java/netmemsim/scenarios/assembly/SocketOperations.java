package netmemsim.scenarios.assembly;

import java.util.List;
import java.util.function.Consumer;
import netmemsim.models.app.AskedDontneed;
import netmemsim.models.app.AskedReceive;
import netmemsim.models.app.Ncdevmem;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.Result;
import netmemsim.models.socket.ReceiveMessage;
import netmemsim.models.socket.Socket;
import netmemsim.scenarios.language.Dontneed;
import netmemsim.scenarios.language.FailTokens;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.Operation;
import netmemsim.scenarios.language.Recvmsg;
import netmemsim.scenarios.language.TokenRange;

/** Carries out operations on the socket of an application. */
final class SocketOperations {
  private final LoadedScenario loaded;

  SocketOperations(final LoadedScenario loaded) {
    this.loaded = loaded;
  }

  /** Checks an operation and gives what carries it out. */
  Runnable prepare(
      final HostModel host,
      final Operation operation,
      final String pointer,
      final Consumer<Result> log) {
    if (operation instanceof Recvmsg recvmsg) {
      final Ncdevmem app = app(host, recvmsg.app(), pointer + "/recvmsg");
      return () -> app.ask(asked(recvmsg, log));
    }
    if (operation instanceof FailTokens fail) {
      final Ncdevmem app = app(host, fail.app(), pointer + "/fail-tokens");
      return () -> failTokens(app, fail.times(), log);
    }
    final Dontneed dontneed = (Dontneed) operation;
    final Ncdevmem app = app(host, dontneed.app(), pointer + "/dontneed");
    return () -> app.ask(asked(dontneed, log));
  }

  private Ncdevmem app(final HostModel host, final String name, final String pointer) {
    final Object app = host.apps.get(name);
    if (app == null) {
      throw loaded.error(pointer, "applications do not run yet during set-up");
    }
    if (app instanceof Ncdevmem ncdevmem) {
      return ncdevmem;
    }
    throw loaded.error(pointer + "/app", "netcat knows neither tokens nor device memory");
  }

  private static AskedReceive asked(final Recvmsg recvmsg, final Consumer<Result> log) {
    int flags = 0;
    for (final Recvmsg.Flag flag : recvmsg.flags()) {
      flags |=
          switch (flag) {
            case MSG_SOCK_DEVMEM -> ReceiveMessage.MSG_SOCK_DEVMEM;
            case MSG_DONTWAIT -> ReceiveMessage.MSG_DONTWAIT;
            case MSG_PEEK -> ReceiveMessage.MSG_PEEK;
            case MSG_TRUNC -> ReceiveMessage.MSG_TRUNC;
            case MSG_WAITALL -> ReceiveMessage.MSG_WAITALL;
          };
    }
    final Long mapped = recvmsg.mappedBytes();
    return new AskedReceive(
        (int) Math.min(recvmsg.sizeBytes(), Integer.MAX_VALUE),
        mapped == null ? Integer.MAX_VALUE : (int) Math.min(mapped, Integer.MAX_VALUE),
        (int) Math.min(recvmsg.controlBytes(), Integer.MAX_VALUE),
        flags,
        log);
  }

  private static AskedDontneed asked(final Dontneed dontneed, final Consumer<Result> log) {
    final List<TokenRange> ranges = dontneed.tokens();
    final int[] starts = new int[ranges.size()];
    final int[] counts = new int[ranges.size()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = (int) ranges.get(i).start();
      counts[i] = (int) ranges.get(i).count();
    }
    final Integer optlen = dontneed.optlen();
    return new AskedDontneed(optlen == null ? starts.length * 8 : optlen, starts, counts, log);
  }

  private static void failTokens(final Ncdevmem app, final int times, final Consumer<Result> log) {
    final Socket socket = app.socket();
    if (socket == null) {
      log.accept(Result.error(Errno.EBADF));
      return;
    }
    socket.failTokenStore(times);
    log.accept(Result.OK);
  }
}
