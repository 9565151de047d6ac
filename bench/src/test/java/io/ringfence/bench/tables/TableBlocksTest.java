package io.ringfence.bench.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableBlocksTest {
    private static final String TABLE = """
            table inet ringfence {
              set few {
                type ipv4_addr
                elements = { 10.0.0.1 }
              }
              map dispatch {
                type ifname : verdict
                elements = { "sg1" : goto one }
              }
              chain one {
                goto two
              }
              chain two {
                drop
              }
              chain forward {
                type filter hook forward priority filter; policy accept;
                oifname vmap @dispatch
              }
            }
            """;

    @Test
    void parts_begin_with_what_rules_refer_to_and_end_with_what_the_kernel_calls() {
        List<String> parts = TableBlocks.of(TABLE).inParts(2);

        assertThat(parts).hasSize(4);
        assertThat(parts.get(0))
                .contains("elements = { 10.0.0.1 }", "map dispatch", "chain one {\n  }", "chain two {\n  }")
                .doesNotContain("goto", "forward");
        assertThat(parts.get(1)).contains("goto two").doesNotContain("drop");
        assertThat(parts.get(2)).contains("drop").doesNotContain("goto two");
        assertThat(parts.get(3)).contains("\"sg1\" : goto one", "hook forward").doesNotContain("chain one");
        assertThat(parts).allMatch(part -> part.startsWith("table inet ringfence {\n") && part.endsWith("}\n"));
    }

    @Test
    void one_part_holds_all_rules() {
        assertThat(TableBlocks.of(TABLE).inParts(1)).hasSize(3);
    }

    @Test
    void a_change_is_the_chains_that_differ() {
        TableBlocks after = TableBlocks.of(TABLE.replace("    goto two\n", "    return\n"));

        assertThat(after.changeFrom(TableBlocks.of(TABLE))).isEqualTo("""
                        flush chain inet ringfence one
                        table inet ringfence {
                          chain one {
                            return
                          }
                        }
                        """);
    }

    @Test
    void a_chain_that_is_gone_is_deleted_last_and_a_new_one_made_first() {
        TableBlocks after =
                TableBlocks.of(TABLE.replace("chain two", "chain three").replace("goto two", "goto three"));

        assertThat(after.changeFrom(TableBlocks.of(TABLE)))
                .startsWith("flush chain inet ringfence one\ntable inet ringfence {\n  chain one")
                .contains("chain three {")
                .endsWith("flush chain inet ringfence two\ndelete chain inet ringfence two\n");
    }

    @Test
    void elements_are_no_part_of_a_change() {
        TableBlocks after = TableBlocks.of(TABLE.replace("10.0.0.1", "10.0.0.2"));

        assertThat(after.changeFrom(TableBlocks.of(TABLE))).doesNotContain("few");
    }
}
