package netmemsim.scenarios.golden;

import java.nio.file.Path;

/**
 * A case of the folder.
 *
 * @param name its name
 * @param params what it is
 * @param kernel what the kernel did
 * @param senderFile the sender's rows in the kernel's first run
 */
public record GoldenCase(String name, CaseParams params, KernelRuns kernel, Path senderFile) {}
