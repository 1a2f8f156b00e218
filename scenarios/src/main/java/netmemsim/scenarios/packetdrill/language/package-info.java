/** The language of packetdrill(1): tokens, grammar and what a script says. */
@NullMarked
package netmemsim.scenarios.packetdrill.language;

import org.jspecify.annotations.NullMarked;
