/**
 * The front end of every YAML file of the project: reads files into trees in which each key and
 * value remembers its file, line and column; expands anchors, aliases, {@code <<} merge keys,
 * {@code extends} and {@code --set}; checks a tree against the records it is to become; and reports
 * exactly one {@link netmemsim.scenarios.yaml.ScenarioException} if anything is wrong. Knows how
 * records describe themselves, but no record of the scenario language.
 */
@NullMarked
package netmemsim.scenarios.yaml;

import org.jspecify.annotations.NullMarked;
