/** Captures of whole runs, read back by readers that share nothing with the program. */
package netmemsim.scenarios.capture;
