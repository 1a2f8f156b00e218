package netmemsim.models.payload;

/** A stream of zero bytes, as {@code nc < /dev/zero} sends. */
public final class Zeros implements Content {
  /** The only one that is needed. */
  public static final Zeros INSTANCE = new Zeros();

  private Zeros() {}

  @Override
  public byte at(final long position) {
    return 0;
  }

  @Override
  public int period() {
    return 1;
  }
}
