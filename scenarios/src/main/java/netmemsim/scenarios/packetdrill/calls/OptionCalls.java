package netmemsim.scenarios.packetdrill.calls;

import java.util.Arrays;
import java.util.List;
import netmemsim.models.socket.OptionValue;
import netmemsim.scenarios.packetdrill.language.Expression;
import netmemsim.scenarios.packetdrill.language.SystemCall;
import netmemsim.scenarios.packetdrill.live.FailureException;
import netmemsim.scenarios.packetdrill.live.NotModelledException;
import netmemsim.scenarios.packetdrill.live.TunWorld;

/** getsockopt and setsockopt. */
final class OptionCalls extends CallFamily {
  private static final int NO_PROTOCOL_OPTION = -92;

  OptionCalls(final TunWorld world, final Descriptors descriptors) {
    super(world, descriptors);
    put("setsockopt", this::set);
    put("getsockopt", this::get);
  }

  private CallInProgress set(final SystemCall script, final Arguments arguments) {
    arguments.count(5, 5);
    final OptionValue value = value(arguments.at(3));
    if (!arguments.isEllipsis(4)) {
      value.lengthBytes = arguments.integer(4);
    }
    final String refusedBefore = process.lastRefusal();
    final int result =
        process.setsockopt(fd(arguments, 0), arguments.integer(1), arguments.integer(2), value);
    refused(refusedBefore, result);
    return done(result);
  }

  /** ENOPROTOOPT for want of a model is not the kernel's. */
  private void refused(final String before, final int result) {
    final String refusal = process.lastRefusal();
    if (result == NO_PROTOCOL_OPTION && !refusal.equals(before)) {
      throw new NotModelledException(refusal);
    }
  }

  private static OptionValue value(final Expression expression) {
    if (expression instanceof Expression.Text text) {
      return OptionValue.of(text.value());
    }
    if (expression instanceof Expression.Ellipsis) {
      return OptionValue.of(0);
    }
    if (expression instanceof Expression.Struct struct) {
      return structure(struct);
    }
    final List<Expression> elements = Arguments.list(expression);
    if (elements.size() == 1) {
      return elements.get(0) instanceof Expression.Struct struct
          ? structure(struct)
          : OptionValue.of(Arguments.number(elements.get(0)));
    }
    final int[] words = new int[elements.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = (int) Arguments.number(elements.get(i));
    }
    return OptionValue.ofWords(words);
  }

  private static OptionValue structure(final Expression.Struct struct) {
    if (struct.has("onoff")) {
      return OptionValue.of(
          Arguments.number(Arguments.field(struct, "onoff")),
          Arguments.number(Arguments.field(struct, "linger")));
    }
    if (struct.has("tv_sec")) {
      return OptionValue.timeval(
          Arguments.number(Arguments.field(struct, "tv_sec")),
          Arguments.number(Arguments.field(struct, "tv_usec")));
    }
    throw new NotModelledException("socket option value " + struct);
  }

  private CallInProgress get(final SystemCall script, final Arguments arguments) {
    arguments.count(5, 5);
    final OptionValue value = new OptionValue();
    final Expression length = arguments.at(4);
    if (!(length instanceof Expression.Ellipsis)) {
      value.lengthBytes = (int) Arguments.number(Arguments.single(length));
    }
    final Expression expected = arguments.at(3);
    if (expected instanceof Expression.Text text && arguments.isEllipsis(4)) {
      value.lengthBytes = text.value().length();
    }
    final String refusedBefore = process.lastRefusal();
    final int result =
        process.getsockopt(fd(arguments, 0), arguments.integer(1), arguments.integer(2), value);
    refused(refusedBefore, result);
    return done(
        result,
        returned -> {
          if (returned == 0) {
            compare(expected, value);
          }
        });
  }

  private static void compare(final Expression expected, final OptionValue value) {
    if (expected instanceof Expression.Ellipsis) {
      return;
    }
    if (expected instanceof Expression.Text text) {
      if (!text.value().equals(value.text)) {
        throw new FailureException(
            "Bad getsockopt optval: expected \"" + text.value() + "\" but got " + value.text);
      }
      return;
    }
    final List<Expression> elements = Arguments.list(expected);
    final Expression first = elements.isEmpty() ? null : elements.get(0);
    if (first instanceof Expression.Struct struct) {
      final OptionValue wanted = structure(struct);
      if (wanted.number != value.number || wanted.second != value.second) {
        throw new FailureException(
            "Bad getsockopt optval: expected {"
                + wanted.number
                + ", "
                + wanted.second
                + "} but got {"
                + value.number
                + ", "
                + value.second
                + "}");
      }
    } else if (elements.size() == 1) {
      final Expression only = elements.get(0);
      if (!(only instanceof Expression.Ellipsis) && (int) number(only) != (int) value.number) {
        throw new FailureException(
            "Bad getsockopt optval: expected: " + number(only) + " actual: " + value.number);
      }
    } else if (!Arrays.equals(value(expected).words, value.words)) {
      throw new FailureException(
          "Bad getsockopt optval: expected "
              + Arrays.toString(value(expected).words)
              + " but got "
              + Arrays.toString(value.words));
    }
  }

  /** SO_ERROR is compared with the name of an error. */
  private static long number(final Expression expression) {
    if (expression instanceof Expression.Name name && Errors.number(name.name()) > 0) {
      return Errors.number(name.name());
    }
    return Arguments.number(expression);
  }
}
