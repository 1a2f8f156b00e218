package netmemsim.scenarios.packetdrill.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An argument of a system call, or what it returns. */
public sealed interface Expression {
  /** {@code ...}: whatever fits. */
  record Ellipsis() implements Expression {}

  /**
   * A number.
   *
   * @param value its value
   */
  record IntegerNumber(long value) implements Expression {}

  /**
   * A name, such as AF_INET.
   *
   * @param name the name
   */
  record Name(String name) implements Expression {}

  /**
   * A string.
   *
   * @param value its characters, escapes replaced
   */
  record Text(String value) implements Expression {}

  /**
   * {@code a|b}.
   *
   * @param left left of the bar
   * @param right right of the bar
   */
  record Or(Expression left, Expression right) implements Expression {}

  /**
   * {@code name = value} outside of braces.
   *
   * @param name the name
   * @param value the value
   */
  record Assignment(String name, Expression value) implements Expression {}

  /**
   * {@code [a, b]}.
   *
   * @param elements what is in it
   */
  record Array(List<Expression> elements) implements Expression {}

  /**
   * {@code {a, name = b}}.
   *
   * @param fields what is in it
   */
  record Struct(List<Field> fields) implements Expression {
    /** The value of a field, or null. */
    public @Nullable Expression get(final String name) {
      for (final Field field : fields) {
        if (name.equals(field.name())) {
          return field.value();
        }
      }
      return null;
    }

    /** Whether there is a field of a name. */
    public boolean has(final String name) {
      return get(name) != null;
    }
  }

  /**
   * A field of a structure.
   *
   * @param name its name, or null when it is known by its place
   * @param size what stands in parentheses behind the name, such as {@code msg_iov(1)}, or null
   * @param value its value
   */
  record Field(@Nullable String name, @Nullable Expression size, Expression value) {}

  /**
   * {@code htons(8080)}, {@code inet_addr("1.2.3.4")}.
   *
   * @param function its name
   * @param arguments its arguments
   */
  record Apply(String function, List<Expression> arguments) implements Expression {}

  /** An MPLS label stack or GRE header, of no interest to TCP. */
  record Unmodelled(String what) implements Expression {}
}
