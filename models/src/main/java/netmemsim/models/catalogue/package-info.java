/** What can be observed of the models: every kind of entity with its metrics and tracepoints. */
@NullMarked
package netmemsim.models.catalogue;

import org.jspecify.annotations.NullMarked;
