package netmemsim.scenarios.packetdrill.language;

/** What happens at a time of a script. */
public sealed interface Action permits PacketAction, SystemCall, ShellCommand, PythonCode {}
