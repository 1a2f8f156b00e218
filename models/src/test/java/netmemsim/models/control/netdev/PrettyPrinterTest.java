package netmemsim.models.control.netdev;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import netmemsim.models.control.ToolText;
import org.junit.jupiter.api.Test;

/** Python's pprint, which ynl prints with. */
class PrettyPrinterTest {
  private static PythonValue.Dict veth(final int id, final String type) {
    return new PythonValue.Dict().put("id", id).put("ifindex", 3).put("type", type);
  }

  @Test
  void listIsBrokenWhereItsItemsAreShort() {
    assertThat(
            PrettyPrinter.print(
                new PythonValue.Sequence(
                    List.of(veth(0, "rx"), veth(1, "rx"), veth(0, "tx"), veth(1, "tx")))))
        .isEqualTo(ToolText.of("ynl-queue-dump"));
    assertThat(PrettyPrinter.print(veth(1, "rx"))).isEqualTo(ToolText.of("ynl-queue-do"));
    assertThat(PrettyPrinter.print(new PythonValue.Sequence(List.of()))).isEqualTo("[]\n");
  }

  @Test
  void itemsThatAreLongAreBrokenToo() {
    final List<PythonValue> napis = new ArrayList<>();
    for (final int id : List.of(263, 262)) {
      napis.add(
          new PythonValue.Dict()
              .put("id", id)
              .put("ifindex", 3)
              .put("threaded", "disabled")
              .put("defer-hard-irqs", 0)
              .put("gro-flush-timeout", 0)
              .put("irq-suspend-timeout", 0));
    }
    assertThat(PrettyPrinter.print(new PythonValue.Sequence(napis)))
        .isEqualTo(ToolText.of("ynl-napi-dump"));
  }

  @Test
  void lineOf80ColumnsFitsWithItsComma() {
    final PythonValue.Dict attached =
        new PythonValue.Dict()
            .put("id", 34)
            .put("ifindex", 3)
            .put("napi-id", 8225)
            .put("inflight", 1)
            .put("inflight-mem", 4096);
    final PythonValue.Dict detached =
        new PythonValue.Dict()
            .put("id", 33)
            .put("ifindex", 3)
            .put("inflight", 1023)
            .put("inflight-mem", 4190208)
            .put("detach-time", 3600)
            .put("dmabuf", 1);
    assertThat(PrettyPrinter.print(new PythonValue.Sequence(List.of(attached, detached))))
        .isEqualTo(ToolText.of("ynl-page-pool"));
  }

  @Test
  void dictionaryInADictionaryIsIndentedBehindItsKey() {
    assertThat(
            PrettyPrinter.print(
                new PythonValue.Dict()
                    .put("name", "page-pool-add-ntf")
                    .put(
                        "msg",
                        new PythonValue.Dict()
                            .put("id", 34)
                            .put("ifindex", 3)
                            .put("napi-id", 8225)
                            .put("inflight", 0)
                            .put("inflight-mem", 0))))
        .isEqualTo(ToolText.of("ynl-notification"));
  }
}
