/** What bytes a stream carries: functions of the stream position, never stored bytes. */
@NullMarked
package netmemsim.models.payload;

import org.jspecify.annotations.NullMarked;
