package netmemsim.scenarios.packetdrill.python;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Python subset; every truth here is one in Python 3.11 as well. */
class PythonSessionTest {
  private static PythonSession session() {
    final PythonSession session = new PythonSession();
    session.set("tcpi_snd_cwnd", 10);
    session.setUnsigned("tcpi_pacing_rate", -1);
    return session;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcpi_snd_cwnd == 10",
        "tcpi_pacing_rate == 2**64 - 1",
        "1 < 2 < 3 and not 3 < 2",
        "7 // 2 == 3 and -7 // 2 == -4 and -7 % 3 == 2 and 7 / 2 == 3.5",
        "0x1F & 0b11 | 4 == 7",
        "(1 << 4) >> 2 == 4 and ~0 == -1 and 6 ^ 3 == 5",
        "10 in (9, 10, 11) and 12 not in [1, 2]",
        "abs(-3) == 3 and min(4, 2) == 2 and max([1, 5]) == 5 and len('abc') == 3",
        "'%d of %s: %.2f' % (1, 'two', 3) == '1 of two: 3.00'",
        "'{} {:>3} {x}'.format(1, 2, x=3) == '1   2 3'",
        "f'cwnd {tcpi_snd_cwnd:03d}' == 'cwnd 010'",
        "(1 if tcpi_snd_cwnd > 5 else 2) == 1",
        "sum(range(5)) == 10 and 'ab' 'cd' == 'abcd'",
        "{'a': 1}['a'] == 1 and [1, 2, 3][-1] == 3 and 'hello'[1:3] == 'el'",
        "1e3 == 1000 and True + True == 2 and None is None",
        "round(2.5) == 2 and int('12') == 12 and hex(255) == '0xff'"
      })
  void expressionsHavePythonsValues(final String truth) {
    assertDoesNotThrow(() -> session().run("assert " + truth));
  }

  @Test
  void anAssertionTellsItsMessage() {
    final PythonException failed =
        assertThrows(
            PythonException.class,
            () -> session().run("assert tcpi_snd_cwnd == 11, 'cwnd=%d' % tcpi_snd_cwnd"));
    assertEquals("AssertionError: cwnd=10", failed.getMessage());
  }

  @Test
  void namesLastFromOneCodeToTheNext() {
    final PythonSession session = session();
    session.run("before = tcpi_snd_cwnd");
    session.set("tcpi_snd_cwnd", 20);
    session.run("assert tcpi_snd_cwnd == 2 * before, (before, tcpi_snd_cwnd)");
  }

  @Test
  void statementsHaveBlocks() {
    final PythonSession session = session();
    session.run(
        """
        total = 0
        for i in range(10):
          if i % 2:
            continue
          elif i > 6:
            break
          else:
            total += i

        def twice(x, times=2):
          return x * times

        a, b = twice(total), twice(1, times=5)
        while a > 20: a -= 1
        print("total is", total, a, b); x = y = 3
        assert (total, a, b, x + y) == (12, 20, 5, 6), (total, a, b)
        """);
    assertEquals("total is 12 20 5\n", session.printed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"import os", "x = lambda: 1", "try: pass", "[x for x in (1, 2)]"})
  void whatIsNotInTheSubsetIsNamed(final String code) {
    assertThrows(PythonException.Unsupported.class, () -> session().run(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"assert tcpi_nothing == 1", "1 + 'a'", "assert (1", "1 / 0", "[1][2]"})
  void wrongCodeFails(final String code) {
    final PythonException wrong = assertThrows(PythonException.class, () -> session().run(code));
    assertTrue(String.valueOf(wrong.getMessage()).contains("Error"), wrong.getMessage());
  }
}
