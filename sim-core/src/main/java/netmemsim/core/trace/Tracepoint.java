package netmemsim.core.trace;

import java.util.List;

/**
 * The declaration of something observable: a static descriptor beside the entity that emits it.
 * Documentation, the JSON Schema, {@code list} and the checking of {@code expect:} read it.
 *
 * @param name the kernel's own name where it has one, such as {@code tcp_retransmit_skb}
 * @param rung the fingerprint rung that its records count for
 * @param help one sentence: when it fires
 * @param fields the names of its fields in order, with the unit last; at most {@link #MAX_FIELDS}
 */
public record Tracepoint(String name, Rung rung, String help, List<String> fields) {
  /** The most fields that a record holds. */
  public static final int MAX_FIELDS = 6;

  /** Checks the declaration. */
  public Tracepoint {
    fields = List.copyOf(fields);
    if (fields.size() > MAX_FIELDS) {
      throw new IllegalArgumentException(name + " has more than " + MAX_FIELDS + " fields");
    }
  }

  /**
   * Declares a tracepoint.
   *
   * @param name see {@link #name}
   * @param rung see {@link #rung}
   * @param help see {@link #help}
   * @param fields see {@link #fields}
   * @return the descriptor
   */
  public static Tracepoint of(
      final String name, final Rung rung, final String help, final String... fields) {
    return new Tracepoint(name, rung, help, List.of(fields));
  }
}
