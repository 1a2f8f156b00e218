package netmemsim.models.nic;

/** The drivers that are modelled. */
final class Drivers {
  private Drivers() {}

  static Driver named(final String name) {
    if (name.equals("gve")) {
      return new GveDriver();
    }
    throw new IllegalArgumentException("no such driver: " + name);
  }
}
