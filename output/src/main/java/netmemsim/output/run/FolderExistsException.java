package netmemsim.output.run;

import java.nio.file.Path;
import netmemsim.output.file.RunFileException;

/** The folder that a run should go to exists; a run never writes into an existing folder. */
public final class FolderExistsException extends RunFileException {
  private static final long serialVersionUID = 1L;

  FolderExistsException(final Path folder) {
    super(
        folder,
        "output folder " + folder + " exists already; remove it or choose another name",
        null);
  }
}
