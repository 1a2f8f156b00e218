package netmemsim.models.packet;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An IPv4 or IPv6 address. Immutable; made at set-up only. */
public final class IpAddress {
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

  private final byte[] bytes;

  // Asked for with every segment.
  private final int hash;
  private final boolean v6;

  private IpAddress(final byte[] bytes) {
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
    this.v6 = bytes.length == 16;
  }

  /**
   * Parses a literal address.
   *
   * @param text dotted IPv4 or colon-separated IPv6
   * @return the address
   * @throws IllegalArgumentException when the text is neither
   */
  public static IpAddress parse(final String text) {
    // Anything that is no literal would be looked up in the DNS.
    if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
      throw new IllegalArgumentException("not an IP address: '" + text + "'");
    }
    try {
      return new IpAddress(InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an IP address: '" + text + "'", e);
    }
  }

  /** Whether it is of the loopback device: 127.0.0.0/8 or ::1 (RFC 6890). */
  public boolean isLoopback() {
    if (!isV6()) {
      return octet(0) == 127;
    }
    for (int i = 0; i < bytes.length - 1; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[bytes.length - 1] == 1;
  }

  /** Whether it is an IPv6 address. */
  public boolean isV6() {
    return v6;
  }

  /** The length in bytes: 4 or 16. */
  public int lengthBytes() {
    return bytes.length;
  }

  /** One byte, network order, 0 to 255. */
  public int octet(final int index) {
    return bytes[index] & 0xFF;
  }

  @Override
  public boolean equals(final @Nullable Object other) {
    return this == other || (other instanceof IpAddress that && Arrays.equals(bytes, that.bytes));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
