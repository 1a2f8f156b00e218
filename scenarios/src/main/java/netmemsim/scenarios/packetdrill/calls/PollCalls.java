package netmemsim.scenarios.packetdrill.calls;

import java.util.List;
import netmemsim.models.socket.EpollEvent;
import netmemsim.models.socket.PollFd;
import netmemsim.scenarios.packetdrill.language.Expression;
import netmemsim.scenarios.packetdrill.language.SystemCall;
import netmemsim.scenarios.packetdrill.live.FailureException;
import netmemsim.scenarios.packetdrill.live.TunWorld;
import org.jspecify.annotations.Nullable;

/** poll and epoll. */
final class PollCalls extends CallFamily {
  PollCalls(final TunWorld world, final Descriptors descriptors) {
    super(world, descriptors);
    put("poll", this::poll);
    put(
        "epoll_create",
        (script, arguments) -> {
          arguments.count(1, 1);
          return opened(script, process.epollCreate(arguments.integer(0)));
        });
    put(
        "epoll_create1",
        (script, arguments) -> {
          arguments.count(1, 1);
          return opened(script, process.epollCreate1(arguments.integer(0)));
        });
    put("epoll_ctl", this::control);
    put("epoll_wait", this::await);
  }

  private CallInProgress opened(final SystemCall script, final int fd) {
    return done(
        fd,
        result -> {
          if (result >= 0) {
            descriptors().opened(Arguments.number(script.result()), result);
          }
        });
  }

  private CallInProgress poll(final SystemCall script, final Arguments arguments) {
    arguments.count(3, 3);
    final List<Expression> elements = Arguments.list(arguments.at(0));
    final PollFd[] fds = new PollFd[elements.size()];
    for (int i = 0; i < fds.length; i++) {
      final Expression.Struct struct = Arguments.struct(elements.get(i));
      final int fd = (int) Arguments.number(Arguments.field(struct, "fd"));
      fds[i] =
          new PollFd(
              descriptors().live(fd), (int) Arguments.number(Arguments.field(struct, "events")));
    }
    return start(
        call -> process.poll(call, fds, arguments.integer(2)),
        result -> {
          for (int i = 0; i < fds.length; i++) {
            final Expression revents = Arguments.struct(elements.get(i)).get("revents");
            final long expected = revents == null ? 0 : Arguments.number(revents);
            if (result >= 0 && expected != fds[i].revents) {
              throw new FailureException(
                  String.format(
                      "Expected revents 0x%x but got 0x%x for fd %d of poll",
                      expected, fds[i].revents, descriptors().script(fds[i].fd)));
            }
          }
        });
  }

  private CallInProgress control(final SystemCall script, final Arguments arguments) {
    arguments.count(4, 4);
    EpollEvent event = null;
    if (arguments.at(3) instanceof Expression.Struct struct) {
      event =
          new EpollEvent((int) Arguments.number(Arguments.field(struct, "events")), data(struct));
    }
    return done(process.epollCtl(fd(arguments, 0), arguments.integer(1), fd(arguments, 2), event));
  }

  private static long data(final Expression.Struct struct) {
    for (final String name : new String[] {"fd", "ptr", "u32", "u64"}) {
      final @Nullable Expression value = struct.get(name);
      if (value != null) {
        return Arguments.number(value);
      }
    }
    throw new FailureException("expected an epoll_event with fd, ptr, u32 or u64");
  }

  private CallInProgress await(final SystemCall script, final Arguments arguments) {
    arguments.count(4, 4);
    final int most = Math.max(0, arguments.integer(2));
    final EpollEvent[] events = new EpollEvent[most];
    for (int i = 0; i < most; i++) {
      events[i] = new EpollEvent();
    }
    return start(
        call -> process.epollWait(call, fd(arguments, 0), events, arguments.integer(3)),
        result -> compare(arguments.at(1), events, result));
  }

  private static void compare(
      final Expression expression, final EpollEvent[] events, final long count) {
    if (expression instanceof Expression.Ellipsis) {
      return;
    }
    final List<Expression> expected = Arguments.list(expression);
    for (int i = 0; i < Math.min(count, expected.size()); i++) {
      final Expression.Struct struct = Arguments.struct(expected.get(i));
      final long wanted = Arguments.number(Arguments.field(struct, "events"));
      if ((int) wanted != events[i].events || data(struct) != events[i].data) {
        throw new FailureException(
            String.format(
                "Expected epoll_event {events 0x%x, data %d} but got {events 0x%x, data %d}",
                (int) wanted, data(struct), events[i].events, events[i].data));
      }
    }
  }
}
