package netmemsim.models.tcp;

import java.util.function.Function;

/**
 * How the value of one sysctl is read and written (kernel/sysctl.c, proc_dointvec_minmax and its
 * like).
 */
interface SysctlSetting {
  /**
   * Sets it.
   *
   * @throws IllegalArgumentException wrong, or not modelled
   */
  void write(String name, TcpSysctl sysctl, String value);

  /** The value as sysctl prints it. */
  String read(TcpSysctl sysctl);

  /** Sets a whole number. */
  @FunctionalInterface
  interface IntWriter {
    void write(TcpSysctl sysctl, int value);
  }

  record IntSetting(int least, int greatest, Function<TcpSysctl, Integer> reader, IntWriter writer)
      implements SysctlSetting {
    @Override
    public void write(final String name, final TcpSysctl sysctl, final String value) {
      writer.write(sysctl, parse(name, value.strip(), least, greatest));
    }

    @Override
    public String read(final TcpSysctl sysctl) {
      return reader.apply(sysctl).toString();
    }
  }

  record IntsSetting(int greatest, Function<TcpSysctl, int[]> field) implements SysctlSetting {
    @Override
    public void write(final String name, final TcpSysctl sysctl, final String value) {
      final int[] into = field.apply(sysctl);
      final String[] words = value.strip().split("\\s+", -1);
      if (words.length != into.length) {
        throw new IllegalArgumentException(
            name + " takes " + into.length + " numbers, got '" + value + "'");
      }
      final int[] parsed = new int[words.length];
      for (int i = 0; i < words.length; i++) {
        parsed[i] = parse(name, words[i], 1, greatest);
        if (i > 0 && parsed[i] < parsed[i - 1]) {
          throw new IllegalArgumentException(name + " must not fall: '" + value + "'");
        }
      }
      System.arraycopy(parsed, 0, into, 0, parsed.length);
    }

    @Override
    public String read(final TcpSysctl sysctl) {
      final StringBuilder text = new StringBuilder();
      for (final int number : field.apply(sysctl)) {
        text.append(text.isEmpty() ? "" : " ").append(number);
      }
      return text.toString();
    }
  }

  record UnsignedSetting() implements SysctlSetting {
    @Override
    public void write(final String name, final TcpSysctl sysctl, final String value) {
      try {
        sysctl.notsentLowat = Integer.parseUnsignedInt(value.strip());
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            name + " takes a number up to 4294967295, got '" + value + "'", e);
      }
    }

    @Override
    public String read(final TcpSysctl sysctl) {
      return Integer.toUnsignedString(sysctl.notsentLowat);
    }
  }

  /** One or two keys of four words in hexadecimal, apart by hyphens. */
  record KeySetting() implements SysctlSetting {
    private static final int WORDS = 4;

    @Override
    public void write(final String name, final TcpSysctl sysctl, final String value) {
      final String[] keys = value.strip().split(",", -1);
      if (keys.length > 2) {
        throw new IllegalArgumentException(name + " takes one or two keys, got '" + value + "'");
      }
      final long[] backup = new long[2];
      if (keys.length == 2) {
        read(name, keys[1], backup);
      }
      read(name, keys[0], sysctl.fastOpenKey);
      System.arraycopy(backup, 0, sysctl.fastOpenBackupKey, 0, 2);
    }

    private static void read(final String name, final String key, final long[] into) {
      final String[] words = key.split("-", -1);
      try {
        if (words.length != WORDS) {
          throw new NumberFormatException("not four words");
        }
        for (int i = 0; i < 2; i++) {
          final long low = Integer.toUnsignedLong(Integer.parseUnsignedInt(words[2 * i], 16));
          into[i] = (long) Integer.parseUnsignedInt(words[2 * i + 1], 16) << Integer.SIZE | low;
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            name + " takes keys like 0-1-2-3 in hexadecimal, got '" + key + "'", e);
      }
    }

    private static String text(final long[] key) {
      return String.format(
          "%08x-%08x-%08x-%08x",
          (int) key[0],
          (int) (key[0] >>> Integer.SIZE),
          (int) key[1],
          (int) (key[1] >>> Integer.SIZE));
    }

    @Override
    public String read(final TcpSysctl sysctl) {
      final long[] backup = sysctl.fastOpenBackupKey;
      final String first = text(sysctl.fastOpenKey);
      return backup[0] == 0 && backup[1] == 0 ? first : first + "," + text(backup);
    }
  }

  record Fixed(String only) implements SysctlSetting {
    @Override
    public void write(final String name, final TcpSysctl sysctl, final String value) {
      if (!only.equals(value.strip())) {
        throw new IllegalArgumentException(
            name + " = '" + value + "' is not modelled; only " + only + " is");
      }
    }

    @Override
    public String read(final TcpSysctl sysctl) {
      return only;
    }
  }

  record Algorithm() implements SysctlSetting {
    @Override
    public void write(final String name, final TcpSysctl sysctl, final String value) {
      if (!CongestionControl.NAMES.contains(value.strip())) {
        throw new IllegalArgumentException(
            name + " = '" + value + "' is not modelled; known: " + CongestionControl.NAMES);
      }
      sysctl.congestionControl = value.strip();
    }

    @Override
    public String read(final TcpSysctl sysctl) {
      return sysctl.congestionControl;
    }
  }

  private static int parse(
      final String name, final String text, final int least, final int greatest) {
    final int value;
    try {
      value =
          text.startsWith("0x") ? Integer.parseInt(text.substring(2), 16) : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " takes a number, got '" + text + "'", e);
    }
    if (value < least || value > greatest) {
      throw new IllegalArgumentException(
          name + " must be " + least + " to " + greatest + ", got " + value);
    }
    return value;
  }
}
