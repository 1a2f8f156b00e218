package netmemsim.models.tcp;

import org.jspecify.annotations.Nullable;

/** Records for reuse by all connections of a host. */
final class SendRecordPool {
  private @Nullable SendRecord firstFree;

  SendRecord take() {
    final SendRecord record = firstFree;
    if (record == null) {
      return new SendRecord();
    }
    firstFree = record.next;
    record.next = null;
    return record;
  }

  void free(final SendRecord record) {
    record.flags = 0;
    record.previous = null;
    record.next = firstFree;
    firstFree = record;
  }
}
