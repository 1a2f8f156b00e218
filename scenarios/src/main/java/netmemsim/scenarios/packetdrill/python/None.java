package netmemsim.scenarios.packetdrill.python;

/** Python's None. */
enum None {
  NONE;

  @Override
  public String toString() {
    return "None";
  }
}
