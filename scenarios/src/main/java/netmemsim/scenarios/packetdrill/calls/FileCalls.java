package netmemsim.scenarios.packetdrill.calls;

import java.util.List;
import netmemsim.scenarios.packetdrill.language.Expression;
import netmemsim.scenarios.packetdrill.language.SystemCall;
import netmemsim.scenarios.packetdrill.live.FailureException;
import netmemsim.scenarios.packetdrill.live.NotModelledException;
import netmemsim.scenarios.packetdrill.live.TunWorld;

/** open, sendfile, pipe, splice. */
final class FileCalls extends CallFamily {
  /** Every file that a script opens is so long: the model has no file system. */
  private static final long FILE_BYTES = 1 << 20;

  FileCalls(final TunWorld world, final Descriptors descriptors) {
    super(world, descriptors);
    put("open", this::open);
    put("sendfile", this::sendfile);
    put("pipe", this::pipe);
    put("splice", this::splice);
    put(
        "cap_set",
        (script, arguments) -> {
          throw new NotModelledException("cap_set: capabilities");
        });
  }

  private CallInProgress open(final SystemCall script, final Arguments arguments) {
    arguments.count(2, 3);
    return done(
        process.openFile(FILE_BYTES),
        result -> {
          if (result >= 0) {
            descriptors().opened(Arguments.number(script.result()), result);
          }
        });
  }

  private CallInProgress sendfile(final SystemCall script, final Arguments arguments) {
    arguments.count(4, 4);
    final long[] offset =
        arguments.at(2) instanceof Expression.Array
            ? new long[] {Arguments.number(Arguments.single(arguments.at(2)))}
            : null;
    return start(
        call ->
            process.sendfile(call, fd(arguments, 0), fd(arguments, 1), offset, arguments.number(3)),
        NOTHING);
  }

  private CallInProgress pipe(final SystemCall script, final Arguments arguments) {
    arguments.count(1, 1);
    final List<Expression> names = Arguments.list(arguments.at(0));
    if (names.size() != 2) {
      throw new FailureException("pipe takes [read end, write end]");
    }
    final int[] ends = new int[2];
    return done(
        process.pipe(ends),
        result -> {
          if (result == 0) {
            descriptors().opened(Arguments.number(names.get(0)), ends[0]);
            descriptors().opened(Arguments.number(names.get(1)), ends[1]);
          }
        });
  }

  private CallInProgress splice(final SystemCall script, final Arguments arguments) {
    arguments.count(6, 6);
    return start(
        call ->
            process.splice(
                call,
                fd(arguments, 0),
                fd(arguments, 2),
                arguments.number(4),
                arguments.integer(5)),
        NOTHING);
  }
}
