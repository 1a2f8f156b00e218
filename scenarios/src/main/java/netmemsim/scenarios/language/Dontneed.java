package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One setsockopt(SO_DEVMEM_DONTNEED) with given tokens (net/core/sock.c, sock_devmem_dontneed).
 *
 * @param app application whose socket is used
 * @param tokens ranges of tokens
 * @param optlen length passed for the option, if it is to be wrong on purpose; null if not given
 */
public record Dontneed(
    @JsonPropertyDescription("Application whose socket is used") String app,
    @JsonPropertyDescription("Ranges of tokens") List<TokenRange> tokens,
    @JsonPropertyDescription("Length passed for the option, if it is to be wrong on purpose")
        @Nullable Integer optlen)
    implements Operation {
  /** Keeps its own copies. */
  public Dontneed {
    tokens = List.copyOf(tokens);
  }
}
