package netmemsim.scenarios.packetdrill.calls;

import java.util.List;
import netmemsim.models.socket.ControlMessage;
import netmemsim.models.socket.MessageHeader;
import netmemsim.models.socket.Uapi;
import netmemsim.scenarios.packetdrill.language.Expression;
import netmemsim.scenarios.packetdrill.live.FailureException;
import netmemsim.scenarios.packetdrill.live.NotModelledException;
import netmemsim.scenarios.packetdrill.live.TunWorld;

/** Flags and control messages of sendmsg and recvmsg. */
final class ControlMessages {
  private static final long US_PER_S = 1_000_000;
  private static final long NS_PER_US = 1000;
  private final TunWorld world;

  ControlMessages(final TunWorld world) {
    this.world = world;
  }

  /** Adds what is to be sent. */
  void add(final Expression.Struct struct, final MessageHeader message) {
    final Expression control = struct.get("msg_control");
    if (control == null || control instanceof Expression.Ellipsis) {
      return;
    }
    for (final Expression element : Arguments.list(control)) {
      final Expression.Struct one = Arguments.struct(element);
      final ControlMessage added =
          message.addControl(
              (int) Arguments.number(Arguments.field(one, "cmsg_level")),
              (int) Arguments.number(Arguments.field(one, "cmsg_type")));
      final Expression data = Arguments.field(one, "cmsg_data");
      if (data instanceof Expression.Struct) {
        throw new NotModelledException("a control message with a structure to be sent");
      }
      added.value = (int) Arguments.number(Arguments.single(data));
    }
  }

  /** Compares what was received. */
  void check(final Expression.Struct struct, final MessageHeader message) {
    final Expression flags = struct.get("msg_flags");
    if (flags != null
        && !(flags instanceof Expression.Ellipsis)
        && (int) Arguments.number(flags) != message.flags) {
      throw new FailureException(
          String.format(
              "Expected msg_flags 0x%08X but got 0x%08X",
              (int) Arguments.number(flags), message.flags));
    }
    final Expression control = struct.get("msg_control");
    if (control instanceof Expression.Ellipsis) {
      return;
    }
    final List<Expression> expected = control == null ? List.of() : Arguments.list(control);
    if (expected.size() != message.controlCount()) {
      throw new FailureException(
          "Expected "
              + expected.size()
              + " control messages but got "
              + message.controlCount()
              + shown(message));
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!(expected.get(i) instanceof Expression.Ellipsis)) {
        compare(Arguments.struct(expected.get(i)), message.control(i));
      }
    }
  }

  private static String shown(final MessageHeader message) {
    final StringBuilder text = new StringBuilder();
    for (int i = 0; i < message.controlCount(); i++) {
      final ControlMessage one = message.control(i);
      text.append(" {level ").append(one.level).append(", type ").append(one.type).append('}');
    }
    return text.toString();
  }

  private void compare(final Expression.Struct expected, final ControlMessage actual) {
    same("cmsg_level", Arguments.field(expected, "cmsg_level"), actual.level);
    same("cmsg_type", Arguments.field(expected, "cmsg_type"), actual.type);
    Expression data = Arguments.field(expected, "cmsg_data");
    if (data instanceof Expression.Array
        && !(Arguments.single(data) instanceof Expression.IntegerNumber)) {
      data = Arguments.single(data);
    }
    if (data instanceof Expression.Ellipsis) {
      return;
    }
    if (!(data instanceof Expression.Struct struct)) {
      same("cmsg_data", Arguments.single(data), actual.value);
    } else if (struct.has("ee_errno")) {
      same("ee_errno", number(struct, "ee_errno"), actual.eeErrno);
      same("ee_origin", Arguments.field(struct, "ee_origin"), actual.eeOrigin);
      same("ee_type", Arguments.field(struct, "ee_type"), actual.eeType);
      same("ee_code", Arguments.field(struct, "ee_code"), actual.eeCode);
      same("ee_info", Arguments.field(struct, "ee_info"), actual.eeInfo);
      same("ee_data", Arguments.field(struct, "ee_data"), actual.eeData);
    } else if (struct.has("scm_sec")) {
      time(struct, actual);
    } else {
      throw new NotModelledException("control message " + struct);
    }
  }

  /** An error may stand there by its name. */
  private static Expression number(final Expression.Struct struct, final String field) {
    final Expression value = Arguments.field(struct, field);
    return value instanceof Expression.Name name && Errors.number(name.name()) > 0
        ? new Expression.IntegerNumber(Errors.number(name.name()))
        : value;
  }

  private static void same(final String what, final Expression expected, final long actual) {
    if (expected instanceof Expression.Ellipsis) {
      return;
    }
    final long wanted = Arguments.number(expected);
    if ((int) wanted != (int) actual) {
      throw new FailureException("Bad " + what + ": expected " + wanted + " but got " + actual);
    }
  }

  /** Timestamps count from the start of the script, and may be off by the tolerance. */
  private void time(final Expression.Struct struct, final ControlMessage actual) {
    final long wanted =
        Arguments.number(Arguments.field(struct, "scm_sec")) * US_PER_S
            + Arguments.number(Arguments.field(struct, "scm_nsec")) / NS_PER_US;
    final boolean micro = actual.type == Uapi.SCM_TIMESTAMP;
    final long liveUsecs =
        actual.seconds * US_PER_S + (micro ? actual.fraction : actual.fraction / NS_PER_US);
    final long got = world.usecs(liveUsecs * TunWorld.PS_PER_US);
    if (Math.abs(got - wanted) > world.settings.toleranceUsecs) {
      throw new FailureException(
          "Bad timestamp: expected " + wanted + " usecs but got " + got + " usecs");
    }
  }
}
