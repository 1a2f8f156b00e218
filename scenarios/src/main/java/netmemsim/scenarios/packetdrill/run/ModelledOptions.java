package netmemsim.scenarios.packetdrill.run;

import netmemsim.scenarios.packetdrill.language.TcpOption;
import netmemsim.scenarios.packetdrill.live.NotModelledException;

/** Which TCP options the model knows. */
final class ModelledOptions {
  private ModelledOptions() {}

  /**
   * Refuses options that the model would never send.
   *
   * @throws NotModelledException for accurate ECN and MD5
   */
  static void check(final TcpOption option) {
    if (option instanceof TcpOption.AccurateEcn || option instanceof TcpOption.Md5) {
      throw new NotModelledException("TCP option " + option);
    }
  }
}
