package netmemsim.core.event;

/** Who an event or a trace record belongs to, as far as the event kernel needs to know. */
public interface EventSource {
  /** A small number, unique in a run, in order of creation. */
  int sourceIndex();

  /** A hash of the name that is the same in every run and on every machine. */
  long sourceHash();

  /** The full name, for people: {@code server/eth1/rxq15}. */
  String path();
}
