package netmemsim.scenarios.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import netmemsim.scenarios.yaml.ScenarioException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each wrong input gives one line that says where and what. */
class ScenarioErrorsTest {
  @TempDir Path folder;

  static String error(String text, String... overlays) {
    return refusal(loader -> loader.load(text, Path.of("a.yaml"), List.of(overlays)));
  }

  private String fileError(String name) {
    String message = refusal(loader -> loader.load(folder.resolve(name), List.of()));
    return message.replace(folder + "/", "");
  }

  private static String refusal(Function<ScenarioLoader, LoadedScenario> load) {
    try {
      LoadedScenario loaded = load.apply(new ScenarioLoader());
      throw new AssertionError("nothing was refused in " + loaded.file());
    } catch (ScenarioException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  /** What stands in the good document, what replaces it with ^ where the error is, the message. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      rate: 200Gbps|^bandwith: 200Gbps|links[0].bandwith: unknown key 'bandwith' (known: between, rate, delay, queue, ecn-threshold, drop)
      rate: 200Gbps|^raet: 200Gbps|links[0].raet: unknown key 'raet' (did you mean 'rate'?)
      { between: [client/eth0, tor/p1], rate: 200Gbps|^{ between: [client/eth0, tor/p1]|links[0]: missing key 'rate'
      rate: 200Gbps|rate: ^200Gpbs|links[0].rate: unknown unit 'Gpbs' (did you mean 'Gbps'?)
      rate: 200Gbps|rate: ^0bps|links[0].rate: the rate must be more than zero
      delay: 5us|delay: ^5|links[0].delay: the time '5' has no unit (one of ps, ns, us, ms, s)
      delay: 5us|delay: ^-5us|links[0].delay: negative time '-5us'
      delay: 5us|delay: ^[5us]|links[0].delay: expected a time such as 5ms, found a list
      delay: 5us|delay:^|links[0].delay: expected a time such as 5ms, found nothing
      stop: 400ms|stop: ^-1ms|stop: negative time '-1ms'
      stop: 400ms|stop: ^0s|stop: the time must be more than zero
      [client/eth0, tor/p1]|[^cleint/eth0, tor/p1]|links[0].between[0]: no host or switch 'cleint' (did you mean 'client'?)
      [client/eth0, tor/p1]|[^client/eth7, tor/p1]|links[0].between[0]: no NIC 'eth7' on host 'client' (did you mean 'eth0'?)
      [client/eth0, tor/p1]|^[client/eth0]|links[0].between: expected exactly 2 here, found 1
      [client/eth0, tor/p1]|[^client, tor/p1]|links[0].between[0]: expected host/nic or switch/port such as client/eth0, found the text 'client'
      [tor/p2, server/eth1]|[^tor/p1, server/eth1]|links[1].between[0]: 'tor/p1' is linked twice (first in links[0].between[1])
      drop: [ { from: client/eth0, packets|drop: [ { from: ^server/eth1, packets|links[0].drop[0].from: 'server/eth1' is no end of this link (one of client/eth0, tor/p1)
      packets: [200, 201]|packets: [^0]|links[0].drop[0].packets[0]: 0 is out of range (1 to 9223372036854775807)
      every: 1000|every: 1000, ^count: 2|links[0].drop[1].count: 'count' does not go with 'every'
      every: 1000|^evry: 1000|links[0].drop[1].evry: unknown key 'evry' (did you mean 'every'?)
      queues: [15]|queues: [^16]|apps[0].ncdevmem.queues[0]: queue 16 is out of range: 'eth1' has queues 0 to 15
      rxq: 15, step|rxq: ^99, step|timeline[4].inject.rxq: queue 99 is out of range: 'eth1' has queues 0 to 15
      name: shared|name: ^rx|apps[1].name: duplicate name: host 'server' has another application 'rx'
      as: late-return|as: ^bound|timeline[0].as: duplicate name: another step is called 'bound'
      listen: 5202|listen: 5202, connect: ^"server:1"|apps[3].netcat.connect: 'listen' and 'connect' exclude each other
      { listen: 5202, |^{ |apps[3].netcat: expected exactly one of listen, connect
      listen: 5202|listen: ^70000|apps[3].netcat.listen: 70000 is out of range (1 to 65535)
      connect: "server:5201"|connect: ^"serve:5201"|apps[2].netcat.connect: no host 'serve' (did you mean 'server'?)
      bind: bound|bind: ^bond|apps[1].ncdevmem.bind: no step 'bond' that binds on this host (did you mean 'bound'?)
      return-tokens: never|return-tokens: ^nevr|apps[0].ncdevmem.return-tokens: expected per-call, never, all, {batch: N}, {delay: time} or {leak: N}, found 'nevr' (did you mean 'never'?)
      { exporter: gpu0, size: 64MiB }, queues|{ exporter: ^gpu1, size: 64MiB }, queues|apps[0].ncdevmem.dmabuf.exporter: no exporter 'gpu1' (did you mean 'gpu0'?)
      [32MiB, 32MiB]|^[32MiB, 31MiB]|setup[2].bind-rx.dmabuf.segments: the segments are together smaller than the size
      ip: "link set eth1 up"|ip: "x", ^ethtool: "y"|setup[1].ethtool: 'ip' and 'ethtool' exclude each other
      restart-queue: {|^restrat-queue: {|timeline[5].restrat-queue: unknown key 'restrat-queue' (did you mean 'restart-queue'?)
      step: mem-alloc|step: ^memalloc|timeline[4].inject.step: expected one of mem-alloc, stop, start, restart-old, reset, page-pool-alloc, found 'memalloc' (did you mean 'mem-alloc'?)
      confidence: documented|confidence: ^Documented|confidence: expected one of measured, documented, inferred, found 'Documented' (did you mean 'documented'?)
      gro: on|gro: ^yes|hosts.client.nics.eth0.gro: expected on or off, found the text 'yes'
      address: 10.0.0.1/24|address: ^10.0.0.256/24|hosts.client.nics.eth0.address: expected an IPv4 address with prefix length such as 10.0.0.1/24, found the text '10.0.0.256/24'
      queues: 16, address|queues: ^many, address|hosts.client.nics.eth0.queues: expected a whole number, found the text 'many'
      at: 200ms|at: ^2s|timeline[5].at: 2s is after the end of the run (stop: 400ms)
      between: [0ms, 100ms]|between: [100ms, ^0ms]|expect[0].between[1]: the window ends at 0ms, not after its start at 100ms
      is: "> 0"|is: ^"=> 0"|expect[0].is: unknown operator '=>' (did you mean '>='?)
      rate: ">= 180Gbps"|rate: ^">= 180gbps"|expect[1].rate: unknown unit 'gbps' (did you mean 'Gbps'?)
      rate: ">= 180Gbps"|^where: {}|expect[1].where: 'where' does not go with 'metric'
      metric: client/tx|metric: ^clinet/tx|expect[1].metric: no host or switch 'clinet' (did you mean 'client'?)
      operation: restart|operation: ^restrat|expect[4].operation: no step 'restrat' (did you mean 'restart'?)
      invariant: page|^invarient: page|expect[6].invarient: unknown key 'invarient' (did you mean 'invariant'?)
      v6.18, large|^6.18, large|kernel[1].profile: expected a kernel profile such as v6.12, found the number 6.18
      large-rx-buffers: on|large-rx-buffers: ^maybe|kernel[1].large-rx-buffers: expected on, off or a number, found 'maybe'
      stop: 400ms|^stpo: 400ms|stpo: unknown key 'stpo' (did you mean 'stop'?)
      """)
  void aWrongPlaceInAGoodDocumentIsNamed(String from, String to, String expected) {
    String marked = Examples.spoilt("full.yaml", from, to);
    String before = marked.substring(0, marked.indexOf('^'));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = before.length() - before.lastIndexOf('\n');
    assertThat(error(marked.replace("^", "")))
        .isEqualTo("a.yaml:" + line + ":" + column + ": " + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      links.0.rate=200Gpbs|--set links[0].rate: unknown unit 'Gpbs' (did you mean 'Gbps'?)
      links.9.rate=200Gbps|--set links[9].rate: 'links' has 2 elements, there is no [9]
      link[0].rate=1bps|--set link[0].rate: unknown key 'link' (did you mean 'links'?)
      hosts.serverr.nics.eth1.queues=2|--set hosts.serverr.nics.eth1.queues: unknown key 'serverr' in hosts (did you mean 'server'?)
      hosts.server.nics.eth1.quues=2|--set hosts.server.nics.eth1.quues: unknown key 'quues' in hosts.server.nics.eth1 (did you mean 'queues'?)
      hosts.server.nics.eth1.queues=two|--set hosts.server.nics.eth1.queues: expected a whole number, found the text 'two'
      stop.x=1|--set stop.x: 'stop' is the text '400ms' and has no 'x'
      stop|--set stop: expected path=value, such as hosts.server.nics.eth1.queues=4 or links[0].rate=100Gbps
      stop=|--set stop: no value after '='
      stop=[|--set stop: not YAML: expected the node content, but found '<stream end>'
      links[0]={between: [client/eth0, tor/p1], rate: 1gbps}|--set links[0]: links[0].rate: unknown unit 'gbps' (did you mean 'Gbps'?)
      hosts.server.nics.eth1.queues=4|a.yaml:38:137: apps[0].ncdevmem.queues[0]: queue 15 is out of range: 'eth1' has queues 0 to 3
      """)
  void aWrongOverlayIsNamedInPlaceOfALine(String overlay, String expected) {
    assertThat(error(Examples.text("full.yaml"), overlay)).isEqualTo(expected);
  }

  @Test
  void duplicateKeyInYaml() {
    assertThat(error("scenario: a\ntitle: t\nscenario: b\n"))
        .isEqualTo("a.yaml:3:1: duplicate key 'scenario' (first in line 1)");
  }

  @Test
  void yamlSyntax() {
    assertThat(error("scenario: a\nhosts: { a: {}\nstop: 1ms\n"))
        .isEqualTo("a.yaml:3:1: not YAML: expected ',' or '}', but got <scalar>");
    assertThat(error("x: { is: > 0 }\n"))
        .isEqualTo("a.yaml:1:10: not YAML: a text that begins with '>' must be quoted");
    assertThat(error("is: >= 1\n"))
        .isEqualTo("a.yaml:1:6: not YAML: a text that begins with '>' or '|' must be quoted");
    assertThat(error("is: > 0\n"))
        .isEqualTo("a.yaml:1:7: not YAML: a text that begins with '>' or '|' must be quoted");
    assertThat(error("scenario: a\n\tstop: 1ms\n"))
        .startsWith("a.yaml:2:1: not YAML: found character '\\t");
    assertThat(error("a: \u0007\n"))
        .isEqualTo("a.yaml:1:4: not YAML: character U+0007 is not allowed");
  }

  @Test
  void notAScenarioAtAll() {
    assertThat(error("")).isEqualTo("a.yaml:1:1: the file is empty");
    assertThat(error("# nothing\n")).isEqualTo("a.yaml:1:1: the file is empty");
    assertThat(error("- a\n")).isEqualTo("a.yaml:1:1: expected a mapping, found a list");
    assertThat(error("a: 1\n---\nb: 2\n"))
        .isEqualTo("a.yaml:2:1: a second document begins here; a file holds one");
    assertThat(error("a: !!binary x\n"))
        .isEqualTo("a.yaml:1:4: tags such as tag:yaml.org,2002:binary are not supported");
  }

  @Test
  void aliasesThatGrowWithoutEndAreRefused() {
    StringBuilder bomb = new StringBuilder("x-0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for (int i = 1; i < 9; i++) {
      String alias = "*a" + (i - 1);
      bomb.append(
          "x-%d: &a%d [%s]\n"
              .formatted(i, i, String.join(", ", List.of(alias, alias, alias, alias, alias))));
    }
    assertThat(error(bomb.toString()))
        .isEqualTo("a.yaml:1:11: aliases expand to more than 100000 values");
    assertThat(error("x-a: &a { b: *a }\n"))
        .isEqualTo("a.yaml:1:6: an alias stands inside its own anchor");
    assertThat(error("x-a: *nowhere\n"))
        .isEqualTo("a.yaml:1:6: not YAML: found undefined alias nowhere");
    assertThat(error("x-a: " + "[".repeat(5_000) + "]".repeat(5_000)))
        .isEqualTo("a.yaml:1:105: nested deeper than 100 levels");
    assertThat(error("a: { <<: 5 }\n"))
        .isEqualTo("a.yaml:1:10: '<<' merges a mapping or a list of mappings");
  }

  @Test
  void cyclicExtendsShowsTheChain() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), "extends: b.yaml\n");
    Files.writeString(folder.resolve("b.yaml"), "extends: sub/c.yaml\n");
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/c.yaml"), "seed: 1\nextends: ../a.yaml\n");
    assertThat(fileError("a.yaml"))
        .isEqualTo(
            "sub/c.yaml:2:10: extends: cyclic extends: a.yaml -> b.yaml -> c.yaml -> a.yaml");
  }

  @Test
  void extendsOfAFileThatIsNotThereIsReportedWhereItIsAskedFor() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), "extends: base.yaml\n");
    assertThat(fileError("a.yaml"))
        .isEqualTo("a.yaml:1:10: extends: cannot read 'base.yaml': no such file");
    Files.writeString(folder.resolve("a.yaml"), "extends: /base.yaml\n");
    assertThat(fileError("a.yaml"))
        .isEqualTo("a.yaml:1:10: extends: '/base.yaml' must be relative to this file");
  }

  @Test
  void unreadableFiles() throws IOException {
    Files.write(folder.resolve("latin1.yaml"), new byte[] {'a', ':', '\n', 'b', (byte) 0xe4, '\n'});
    Files.write(folder.resolve("cut.yaml"), new byte[] {'a', (byte) 0xc3});
    Files.write(folder.resolve("large.yaml"), new byte[(4 << 20) + 1]);
    assertThat(fileError("missing.yaml")).isEqualTo("missing.yaml: cannot read: no such file");
    assertThat(fileError("latin1.yaml")).isEqualTo("latin1.yaml:2:2: not UTF-8: byte 0xe4");
    assertThat(fileError("cut.yaml")).isEqualTo("cut.yaml:1:2: not UTF-8: byte 0xc3");
    assertThat(fileError("large.yaml"))
        .isEqualTo("large.yaml: cannot read: it is larger than 4MiB");
    assertThatThrownBy(() -> new ScenarioLoader().load(folder, List.of()))
        .hasMessage(folder + ": cannot read: it is a directory");
  }

  @Test
  void theFirstErrorOfTheDocumentIsTheOneReported() {
    String text =
        Examples.spoilt("full.yaml", "delay: 5us", "delay: 5uss")
            .replace("operation: restart", "operatoin: restart");
    assertThat(error(text))
        .isEqualTo("a.yaml:27:61: links[0].delay: unknown unit 'uss' (did you mean 'us'?)");
  }
}
