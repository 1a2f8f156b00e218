package netmemsim.scenarios.units;

import java.util.Collection;
import java.util.Optional;

/**
 * Finds the right name that a wrong one is nearest to, for "did you mean". The measure is the
 * optimal string alignment distance (Damerau-Levenshtein without repeated edits of one substring),
 * weighted so that wrong case is almost free and swapped neighbours are cheaper than a wrong
 * letter: {@code Gpbs} is nearer to {@code Gbps} than to {@code bps}.
 */
public final class NearestName {
  private static final int EDIT = 10;
  private static final int SWAP = 8;
  private static final int CASE = 1;

  // Names longer than this are never typing slips of one another, and the measure is quadratic.
  private static final int MAX_LENGTH = 80;

  private NearestName() {}

  /**
   * Finds the nearest candidate.
   *
   * @param wrong the name as written
   * @param candidates the right names; among equally near ones the first wins
   * @return the nearest, or empty if none is near (more than one edit per three letters)
   */
  public static Optional<String> of(String wrong, Collection<String> candidates) {
    if (wrong.isEmpty() || wrong.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String best = "";
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      if (candidate.isEmpty() || candidate.length() > MAX_LENGTH) {
        continue;
      }
      int longest = Math.max(wrong.length(), candidate.length());
      int limit = EDIT * Math.max(1, longest / 3);
      int distance = distance(wrong, candidate);
      // A single letter replaced by another says nothing about what was meant.
      boolean sharesLetters = distance < EDIT * Math.min(wrong.length(), candidate.length());
      if (sharesLetters && distance <= limit && distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /**
   * The end of an error message about a wrong name.
   *
   * @param wrong the name as written
   * @param candidates the right names
   * @return <code>" (did you mean 'x'?)"</code>, or an empty text if no candidate is near
   */
  public static String hint(String wrong, Collection<String> candidates) {
    return of(wrong, candidates).map(name -> " (did you mean '" + name + "'?)").orElse("");
  }

  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      cost[i][0] = i * EDIT;
    }
    for (int j = 0; j <= b.length(); j++) {
      cost[0][j] = j * EDIT;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        char left = a.charAt(i - 1);
        char right = b.charAt(j - 1);
        int best = cost[i - 1][j - 1] + replace(left, right);
        best = Math.min(best, cost[i - 1][j] + EDIT);
        best = Math.min(best, cost[i][j - 1] + EDIT);
        if (i > 1 && j > 1 && swapped(a, i, b, j)) {
          best = Math.min(best, cost[i - 2][j - 2] + SWAP);
        }
        cost[i][j] = best;
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int replace(char left, char right) {
    if (left == right) {
      return 0;
    }
    return Character.toLowerCase(left) == Character.toLowerCase(right) ? CASE : EDIT;
  }

  private static boolean swapped(String a, int i, String b, int j) {
    return Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 2))
        && Character.toLowerCase(a.charAt(i - 2)) == Character.toLowerCase(b.charAt(j - 1));
  }
}
