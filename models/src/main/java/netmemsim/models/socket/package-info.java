/** The socket layer an application calls: BSD names, errno results, control messages, tokens. */
@NullMarked
package netmemsim.models.socket;

import org.jspecify.annotations.NullMarked;
