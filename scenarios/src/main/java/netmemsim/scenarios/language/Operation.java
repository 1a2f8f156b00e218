package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a step of {@code setup} or {@code timeline} does. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Ethtool.class, name = "ethtool"),
  @JsonSubTypes.Type(value = Ip.class, name = "ip"),
  @JsonSubTypes.Type(value = Netdev.class, name = "netdev"),
  @JsonSubTypes.Type(value = BindRx.class, name = "bind-rx"),
  @JsonSubTypes.Type(value = BindTx.class, name = "bind-tx"),
  @JsonSubTypes.Type(value = XskBind.class, name = "xsk-bind"),
  @JsonSubTypes.Type(value = CloseSocket.class, name = "close-socket"),
  @JsonSubTypes.Type(value = Unregister.class, name = "unregister"),
  @JsonSubTypes.Type(value = RestartQueue.class, name = "restart-queue"),
  @JsonSubTypes.Type(value = Inject.class, name = "inject"),
  @JsonSubTypes.Type(value = Debugfs.class, name = "debugfs"),
  @JsonSubTypes.Type(value = AppChange.class, name = "app"),
  @JsonSubTypes.Type(value = Dontneed.class, name = "dontneed"),
  @JsonSubTypes.Type(value = Recvmsg.class, name = "recvmsg"),
  @JsonSubTypes.Type(value = FailTokens.class, name = "fail-tokens"),
  @JsonSubTypes.Type(value = RegisterZcrx.class, name = "register-zcrx"),
  @JsonSubTypes.Type(value = SplitLate.class, name = "split-late"),
  @JsonSubTypes.Type(value = Hook.class, name = "hook"),
  @JsonSubTypes.Type(value = RemoveHook.class, name = "remove-hook"),
  @JsonSubTypes.Type(value = DriverChange.class, name = "driver"),
  @JsonSubTypes.Type(value = IrqAffinity.class, name = "irq-affinity")
})
public sealed interface Operation
    permits Ethtool,
        Ip,
        Netdev,
        BindRx,
        BindTx,
        XskBind,
        CloseSocket,
        Unregister,
        RestartQueue,
        Inject,
        Debugfs,
        AppChange,
        Dontneed,
        Recvmsg,
        FailTokens,
        RegisterZcrx,
        SplitLate,
        Hook,
        RemoveHook,
        DriverChange,
        IrqAffinity {}
