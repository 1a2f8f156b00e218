/** Writing a run's files: CSV, JSON and text, in the same bytes on every platform. */
@NullMarked
package netmemsim.output.file;

import org.jspecify.annotations.NullMarked;
