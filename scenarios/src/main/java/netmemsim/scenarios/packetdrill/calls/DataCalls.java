package netmemsim.scenarios.packetdrill.calls;

import netmemsim.models.socket.Iov;
import netmemsim.models.socket.MessageHeader;
import netmemsim.models.socket.Sockaddr;
import netmemsim.models.socket.Uapi;
import netmemsim.scenarios.packetdrill.language.Expression;
import netmemsim.scenarios.packetdrill.language.SystemCall;
import netmemsim.scenarios.packetdrill.live.FailureException;
import netmemsim.scenarios.packetdrill.live.LiveConnection;
import netmemsim.scenarios.packetdrill.live.Settings;
import netmemsim.scenarios.packetdrill.live.TunWorld;
import org.jspecify.annotations.Nullable;

/** read, write and their kin. */
final class DataCalls extends CallFamily {
  private final SocketCalls sockets;
  private final ControlMessages control;

  DataCalls(final TunWorld world, final Descriptors descriptors, final SocketCalls sockets) {
    super(world, descriptors);
    this.sockets = sockets;
    this.control = new ControlMessages(world);
    put("read", (script, arguments) -> receive(arguments, 3, 0));
    put(
        "recv",
        (script, arguments) -> {
          arguments.count(4, 4);
          return receive(arguments, 4, arguments.integer(3));
        });
    put(
        "recvfrom",
        (script, arguments) -> {
          arguments.count(6, 6);
          return receive(arguments, 6, arguments.integer(3));
        });
    put("readv", this::readv);
    put("recvmsg", this::recvmsg);
    put("write", (script, arguments) -> send(arguments, 3, 0, null));
    put(
        "send",
        (script, arguments) -> {
          arguments.count(4, 4);
          return send(arguments, 4, arguments.integer(3), null);
        });
    put("sendto", this::sendto);
    put("writev", this::writev);
    put("sendmsg", this::sendmsg);
  }

  private CallInProgress receive(final Arguments arguments, final int count, final int flags) {
    arguments.count(count, count);
    final int fd = fd(arguments, 0);
    final MessageHeader message = new MessageHeader();
    message.setVectors(arguments.buffer(1, arguments.number(2)));
    return start(call -> process.recvmsg(call, fd, message, flags), NOTHING);
  }

  private CallInProgress readv(final SystemCall script, final Arguments arguments) {
    arguments.count(3, 3);
    final int fd = fd(arguments, 0);
    final Iov[] vectors = vectors(arguments);
    return start(call -> process.readv(call, fd, vectors), NOTHING);
  }

  private CallInProgress writev(final SystemCall script, final Arguments arguments) {
    arguments.count(3, 3);
    final int fd = fd(arguments, 0);
    final Iov[] vectors = vectors(arguments);
    return start(call -> process.writev(call, fd, vectors), NOTHING);
  }

  private static Iov[] vectors(final Arguments arguments) {
    final Iov[] vectors = Arguments.vectors(arguments.at(1));
    if (arguments.number(2) != vectors.length) {
      throw new FailureException("iovcnt is not the number of iovecs");
    }
    return vectors;
  }

  private CallInProgress send(
      final Arguments arguments,
      final int count,
      final int flags,
      final @Nullable Sockaddr address) {
    arguments.count(count, count);
    final int fd = fd(arguments, 0);
    final MessageHeader message = new MessageHeader();
    message.setVectors(arguments.buffer(1, arguments.number(2)));
    message.name = address;
    opens(arguments, flags, address);
    return start(call -> process.sendmsg(call, fd, message, flags), NOTHING);
  }

  /** With MSG_FASTOPEN a send connects. */
  private void opens(final Arguments arguments, final int flags, final @Nullable Sockaddr address) {
    final LiveConnection connection = world.connections.byScriptFd(arguments.integer(0));
    if ((flags & Uapi.MSG_FASTOPEN) != 0
        && connection != null
        && address != null
        && address.family() != Uapi.AF_UNSPEC) {
      sockets.opens(connection, address);
    }
  }

  private Sockaddr remote() {
    final Settings settings = world.settings;
    return Arguments.address(
        settings.ipVersion.hasV6Sockets(), settings.remote, settings.connectPort);
  }

  private CallInProgress sendto(final SystemCall script, final Arguments arguments) {
    arguments.count(6, 6);
    return send(arguments, 6, arguments.integer(3), arguments.address(4, remote()));
  }

  private MessageHeader header(final Expression.Struct struct) {
    final MessageHeader message = new MessageHeader();
    message.setVectors(Arguments.vectors(Arguments.field(struct, "msg_iov")));
    return message;
  }

  private CallInProgress sendmsg(final SystemCall script, final Arguments arguments) {
    arguments.count(3, 3);
    final int fd = fd(arguments, 0);
    final int flags = arguments.integer(2);
    final Expression.Struct struct = Arguments.struct(arguments.at(1));
    final MessageHeader message = header(struct);
    if (struct.get("msg_name") instanceof Expression.Ellipsis) {
      message.name = remote();
      opens(arguments, flags, message.name);
    }
    control.add(struct, message);
    return start(call -> process.sendmsg(call, fd, message, flags), NOTHING);
  }

  private CallInProgress recvmsg(final SystemCall script, final Arguments arguments) {
    arguments.count(3, 3);
    final int fd = fd(arguments, 0);
    final int flags = arguments.integer(2);
    final Expression.Struct struct = Arguments.struct(arguments.at(1));
    final MessageHeader message = header(struct);
    return start(
        call -> process.recvmsg(call, fd, message, flags),
        result -> {
          if (result >= 0) {
            control.check(struct, message);
          }
        });
  }
}
