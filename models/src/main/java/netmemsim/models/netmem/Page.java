package netmemsim.models.netmem;

/** A page of host memory: the CPU can read it. */
public final class Page extends Netmem {
  @Override
  public boolean isNetIov() {
    return false;
  }
}
