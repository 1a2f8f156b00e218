package netmemsim.models.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What one switch means and in which releases it is on.
 *
 * @param yamlName its name in scenarios
 * @param help what is so when it is on, and what otherwise
 * @param source where that is known from: kernel file and version, commit, thread
 * @param first the first release it is on in, or null where it never was merged
 * @param last the last one
 */
public record Difference(
    String yamlName,
    String help,
    String source,
    @Nullable KernelRelease first,
    KernelRelease last) {

  /** On in this release and all later ones. */
  static Difference since(
      final KernelRelease first, final String yamlName, final String help, final String source) {
    return new Difference(yamlName, help, source, first, KernelRelease.NEXT);
  }

  /** On in all releases up to this one, which is the last. */
  static Difference until(
      final KernelRelease last, final String yamlName, final String help, final String source) {
    return new Difference(yamlName, help, source, KernelRelease.RFC_V3, last);
  }

  /** On from one release to another, both included: a bug that came and went. */
  static Difference between(
      final KernelRelease first,
      final KernelRelease last,
      final String yamlName,
      final String help,
      final String source) {
    return new Difference(yamlName, help, source, first, last);
  }

  /** On in no release: a proposal that was not merged; scenarios switch it on by name. */
  static Difference proposed(final String yamlName, final String help, final String source) {
    return new Difference(yamlName, help, source, null, KernelRelease.NEXT);
  }

  /** Whether a release has it on. */
  boolean isOn(final KernelRelease release) {
    return first != null && release.compareTo(first) >= 0 && release.compareTo(last) <= 0;
  }

  /** The releases it is on in, as people say it: {@code since v6.14}. */
  public String era() {
    if (first == null) {
      return "proposed";
    }
    if (last == KernelRelease.NEXT) {
      return "since " + first.profileName();
    }
    if (first == KernelRelease.RFC_V3) {
      return "until " + last.profileName();
    }
    final String from = first.profileName();
    return first == last ? from + " only" : from + " to " + last.profileName();
  }
}
