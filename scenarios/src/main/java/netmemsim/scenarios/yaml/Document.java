package netmemsim.scenarios.yaml;

import tools.jackson.databind.node.ObjectNode;

/**
 * A file that was read.
 *
 * @param value what it became
 * @param marks where everything in it was written
 * @param tree the keys and values as written, with {@code extends} and {@code --set} applied and
 *     without defaults
 * @param <T> the record
 */
public record Document<T>(T value, Marks marks, ObjectNode tree) {}
