package netmemsim.scenarios.packetdrill.language;

import java.util.HexFormat;
import java.util.List;

/** A TCP option as it stands in a header. */
public sealed interface TcpOption {
  /** Its kind (IANA, TCP option kind numbers). */
  int kind();

  /** Its length in bytes. */
  int lengthBytes();

  /** NOP. */
  record Nop() implements TcpOption {
    @Override
    public int kind() {
      return 1;
    }

    @Override
    public int lengthBytes() {
      return 1;
    }

    @Override
    public String toString() {
      return "nop";
    }
  }

  /** End of option list. */
  record Eol() implements TcpOption {
    @Override
    public int kind() {
      return 0;
    }

    @Override
    public int lengthBytes() {
      return 1;
    }

    @Override
    public String toString() {
      return "eol";
    }
  }

  /**
   * Maximum segment size.
   *
   * @param bytes 0 to 65535
   */
  record Mss(int bytes) implements TcpOption {
    @Override
    public int kind() {
      return 2;
    }

    @Override
    public int lengthBytes() {
      return 4;
    }

    @Override
    public String toString() {
      return "mss " + bytes;
    }
  }

  /**
   * Window scale.
   *
   * @param shift 0 to 255
   */
  record WindowScale(int shift) implements TcpOption {
    @Override
    public int kind() {
      return 3;
    }

    @Override
    public int lengthBytes() {
      return 3;
    }

    @Override
    public String toString() {
      return "wscale " + shift;
    }
  }

  /** SACK permitted. */
  record SackPermitted() implements TcpOption {
    @Override
    public int kind() {
      return 4;
    }

    @Override
    public int lengthBytes() {
      return 2;
    }

    @Override
    public String toString() {
      return "sackOK";
    }
  }

  /**
   * SACK blocks.
   *
   * @param blocks the blocks in order
   */
  record Sack(List<Block> blocks) implements TcpOption {
    @Override
    public int kind() {
      return 5;
    }

    @Override
    public int lengthBytes() {
      return 2 + 8 * blocks.size();
    }

    @Override
    public String toString() {
      final StringBuilder text = new StringBuilder("sack");
      for (final Block block : blocks) {
        text.append(' ').append(block.left).append(':').append(block.right);
      }
      return text.toString();
    }
  }

  /**
   * A SACK block.
   *
   * @param left first byte, 32 bits
   * @param right past the last byte, 32 bits
   */
  record Block(long left, long right) {}

  /**
   * Timestamps.
   *
   * @param value TSval, 32 bits
   * @param echo TSecr, 32 bits
   */
  record Timestamps(long value, long echo) implements TcpOption {
    @Override
    public int kind() {
      return 8;
    }

    @Override
    public int lengthBytes() {
      return 10;
    }

    @Override
    public String toString() {
      return "TS val " + value + " ecr " + echo;
    }
  }

  /**
   * Fast Open (RFC 7413).
   *
   * @param experimental whether with the experimental kind 254 and magic 0xF989
   * @param cookie the cookie in hex digits; empty for a request
   */
  record FastOpen(boolean experimental, String cookie) implements TcpOption {
    @Override
    public int kind() {
      return experimental ? 254 : 34;
    }

    @Override
    public int lengthBytes() {
      return (experimental ? 4 : 2) + cookie.length() / 2;
    }

    @Override
    public String toString() {
      return (experimental ? "FOEXP " : "FO ") + cookie;
    }
  }

  /**
   * MD5 signature (RFC 2385).
   *
   * @param digest hex digits
   */
  record Md5(String digest) implements TcpOption {
    @Override
    public int kind() {
      return 19;
    }

    @Override
    public int lengthBytes() {
      return 2 + digest.length() / 2;
    }

    @Override
    public String toString() {
      return "md5 " + digest;
    }
  }

  /**
   * Accurate ECN byte counters (RFC 9768).
   *
   * @param fields names (e0b, ceb, e1b) with values, in order
   */
  record AccurateEcn(List<String> fields) implements TcpOption {
    @Override
    public int kind() {
      return fields.isEmpty() || fields.get(0).startsWith("e0b") ? 172 : 174;
    }

    @Override
    public int lengthBytes() {
      return 2 + 3 * fields.size();
    }

    @Override
    public String toString() {
      return "ECN " + String.join(" ", fields);
    }
  }

  /** Checks hex digits, and makes them lower-case pairs. */
  static String hex(final String digits) {
    return HexFormat.of().formatHex(HexFormat.of().parseHex(digits));
  }
}
