package netmemsim.models.tcp;

import org.jspecify.annotations.Nullable;

/** A doubly linked list through the records; a record is on one list at most. */
final class RecordList {
  @Nullable SendRecord first;
  @Nullable SendRecord last;

  void append(final SendRecord record) {
    insertAfter(last, record);
  }

  /** Inserts by offset; usually at the end, or near the start. */
  void insertByOffset(final SendRecord record) {
    final SendRecord end = last;
    if (end == null || end.start < record.start) {
      insertAfter(end, record);
      return;
    }
    SendRecord before = null;
    SendRecord at = first;
    while (at != null && at.start < record.start) {
      before = at;
      at = at.listNext;
    }
    insertAfter(before, record);
  }

  void insertAfter(final @Nullable SendRecord before, final SendRecord record) {
    assert record.list == null;
    final SendRecord after = before == null ? first : before.listNext;
    record.list = this;
    record.listPrevious = before;
    record.listNext = after;
    if (before == null) {
      first = record;
    } else {
      before.listNext = record;
    }
    if (after == null) {
      last = record;
    } else {
      after.listPrevious = record;
    }
  }

  static void remove(final SendRecord record) {
    final RecordList list = record.list;
    if (list == null) {
      return;
    }
    final SendRecord before = record.listPrevious;
    final SendRecord after = record.listNext;
    if (before == null) {
      list.first = after;
    } else {
      before.listNext = after;
    }
    if (after == null) {
      list.last = before;
    } else {
      after.listPrevious = before;
    }
    record.list = null;
    record.listPrevious = null;
    record.listNext = null;
  }
}
