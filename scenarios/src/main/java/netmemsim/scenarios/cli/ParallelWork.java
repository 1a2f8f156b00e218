package netmemsim.scenarios.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs of scenarios, several at a time, answered in order; a terminal sees how far they are. */
final class ParallelWork {
  private final int jobs;
  private final PrintWriter progress;

  /**
   * Work to come.
   *
   * @param jobs how many at a time
   * @param progress where a terminal is told how far it is
   */
  ParallelWork(final int jobs, final PrintWriter progress) {
    this.jobs = jobs;
    this.progress = progress;
  }

  /**
   * Does all of it.
   *
   * @param work the work
   * @param <T> what each piece answers
   * @return the answers, in the order of the work
   * @throws InterruptedException when the program is told to end
   */
  <T> List<T> all(final List<? extends Callable<T>> work) throws InterruptedException {
    final boolean terminal = Terminal.isTerminal();
    final ExecutorService executor = Executors.newFixedThreadPool(jobs);
    try {
      final List<Future<T>> futures = new ArrayList<>();
      work.forEach(piece -> futures.add(executor.submit(piece)));
      final List<T> answers = new ArrayList<>();
      for (final Future<T> future : futures) {
        if (terminal) {
          progress.print("\r" + answers.size() + "/" + work.size() + " done");
          progress.flush();
        }
        answers.add(answer(future));
      }
      if (terminal) {
        progress.print("\r\u001b[K");
        progress.flush();
      }
      return answers;
    } finally {
      executor.shutdownNow();
    }
  }

  private static <T> T answer(final Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
