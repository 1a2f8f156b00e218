package netmemsim.scenarios.packetdrill.calls;

import java.util.List;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.socket.Iov;
import netmemsim.models.socket.Sockaddr;
import netmemsim.models.socket.Uapi;
import netmemsim.scenarios.packetdrill.language.Expression;
import netmemsim.scenarios.packetdrill.language.SystemCall;
import netmemsim.scenarios.packetdrill.live.FailureException;
import netmemsim.scenarios.packetdrill.live.NotModelledException;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of a call. */
final class Arguments {
  private static final String MAPPED = "::ffff:";
  private final SystemCall call;

  Arguments(final SystemCall call) {
    this.call = call;
  }

  void count(final int least, final int most) {
    final int count = call.arguments().size();
    if (count < least || count > most) {
      throw new FailureException(
          "wrong number of arguments: "
              + call.name()
              + " takes "
              + (least == most ? "" + least : least + " to " + most)
              + ", got "
              + count);
    }
  }

  int count() {
    return call.arguments().size();
  }

  Expression at(final int index) {
    return call.arguments().get(index);
  }

  boolean isEllipsis(final int index) {
    return at(index) instanceof Expression.Ellipsis;
  }

  long number(final int index) {
    return number(at(index));
  }

  int integer(final int index) {
    return (int) number(index);
  }

  static long number(final Expression expression) {
    if (expression instanceof Expression.IntegerNumber number) {
      return number.value();
    }
    if (expression instanceof Expression.Name name) {
      final Long value = Constants.value(name.name());
      if (value == null) {
        throw new NotModelledException("constant " + name.name());
      }
      return value;
    }
    if (expression instanceof Expression.Or or) {
      return number(or.left()) | number(or.right());
    }
    if (expression instanceof Expression.Apply apply && apply.arguments().size() == 1) {
      return applied(apply);
    }
    throw new FailureException("expected a number");
  }

  private static long applied(final Expression.Apply apply) {
    return switch (apply.function()) {
      case "htons", "htonl" -> number(apply.arguments().get(0));
      case "inet_addr" -> {
        final IpAddress address = IpAddress.parse(text(apply.arguments().get(0)));
        long value = 0;
        for (int i = 3; i >= 0; i--) {
          value = value << 8 | address.octet(i);
        }
        yield value;
      }
      default -> throw new NotModelledException("function " + apply.function());
    };
  }

  static String text(final Expression expression) {
    if (expression instanceof Expression.Text text) {
      return text.value();
    }
    throw new FailureException("expected a string");
  }

  /** The elements of a list; anything else is a list of one. */
  static List<Expression> list(final Expression expression) {
    return expression instanceof Expression.Array array ? array.elements() : List.of(expression);
  }

  /** What is the only element of a list, or stands there itself. */
  static Expression single(final Expression expression) {
    final List<Expression> elements = list(expression);
    if (elements.size() != 1) {
      throw new FailureException("expected a list of one element");
    }
    return elements.get(0);
  }

  static Expression.Struct struct(final Expression expression) {
    if (expression instanceof Expression.Struct struct) {
      return struct;
    }
    throw new FailureException("expected a structure");
  }

  static Expression field(final Expression.Struct struct, final String name) {
    final Expression value = struct.get(name);
    if (value == null) {
      throw new FailureException("expected a structure with " + name);
    }
    return value;
  }

  /** A buffer of some bytes; NULL or a number is an address that nobody can touch. */
  Iov buffer(final int index, final long bytes) {
    return buffer(at(index), bytes);
  }

  private static Iov buffer(final Expression address, final long bytes) {
    final boolean mapped =
        address instanceof Expression.Ellipsis || address instanceof Expression.Text;
    return mapped ? Iov.of(bytes) : Iov.unmapped(bytes);
  }

  /** An iovec array. */
  static Iov[] vectors(final Expression expression) {
    final List<Expression> elements = list(expression);
    final Iov[] vectors = new Iov[elements.size()];
    for (int i = 0; i < vectors.length; i++) {
      final Expression.Struct struct = struct(elements.get(i));
      if (struct.fields().size() != 2) {
        throw new FailureException("an iovec is {address, length}");
      }
      vectors[i] = buffer(struct.fields().get(0).value(), number(struct.fields().get(1).value()));
    }
    return vectors;
  }

  /**
   * A socket address.
   *
   * @param index of the argument
   * @param byDefault what {@code ...} stands for
   */
  @Nullable Sockaddr address(final int index, final @Nullable Sockaddr byDefault) {
    if (isEllipsis(index)) {
      return byDefault;
    }
    if (!(at(index) instanceof Expression.Struct struct)) {
      return null;
    }
    final int family = (int) number(field(struct, "sa_family"));
    final Expression port = struct.get("sin_port");
    final Expression host = struct.get("sin_addr");
    IpAddress address = null;
    if (host instanceof Expression.Apply apply && !apply.arguments().isEmpty()) {
      String text = text(apply.arguments().get(0));
      if (text.toLowerCase(java.util.Locale.ROOT).startsWith(MAPPED) && text.contains(".")) {
        text = text.substring(MAPPED.length());
      }
      address = IpAddress.parse(text);
    } else if (host != null && number(host) != 0) {
      throw new NotModelledException("an address as a number");
    }
    return Sockaddr.of(family, address, port == null ? 0 : (int) number(port));
  }

  /** The address that a family of the script's IP version has. */
  static Sockaddr address(final boolean v6Socket, final IpAddress address, final int port) {
    return Sockaddr.of(v6Socket ? Uapi.AF_INET6 : Uapi.AF_INET, address, port);
  }
}
