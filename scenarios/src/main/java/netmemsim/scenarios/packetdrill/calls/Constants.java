package netmemsim.scenarios.packetdrill.calls;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;
import netmemsim.models.socket.Uapi;
import org.jspecify.annotations.Nullable;

/** The constants of system calls by name. */
final class Constants {
  private static final Map<String, Long> VALUES = new TreeMap<>();

  static {
    for (final Field field : Uapi.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
        try {
          VALUES.put(field.getName(), (long) field.getInt(null));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    // Files and NULL; include/uapi/asm-generic/fcntl.h, include/uapi/linux/in.h.
    VALUES.putIfAbsent("O_RDONLY", 0L);
    VALUES.putIfAbsent("O_WRONLY", 1L);
    VALUES.putIfAbsent("O_CREAT", 0x40L);
    VALUES.putIfAbsent("O_TRUNC", 0x200L);
    VALUES.putIfAbsent("NULL", 0L);
    VALUES.putIfAbsent("IPPROTO_ICMP", 1L);
    VALUES.putIfAbsent("IPPROTO_RAW", 255L);
    VALUES.putIfAbsent("SOCK_RAW", 3L);
    VALUES.putIfAbsent("INADDR_ANY", 0L);
  }

  private Constants() {}

  /** The value of a constant, or null. */
  static @Nullable Long value(final String name) {
    return VALUES.get(name);
  }
}
