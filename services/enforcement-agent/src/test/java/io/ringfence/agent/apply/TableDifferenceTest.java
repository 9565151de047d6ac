package io.ringfence.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableDifferenceTest {

    private static final String TABLE = """
            table inet ringfence {
              set members {
                type ipv4_addr
                elements = { 10.0.0.1 }
              }
              chain one {
                ip saddr @members return
                goto deny
              }
              chain two {
                goto deny
              }
              chain forward {
                type filter hook forward priority filter - 5; policy accept;
                jump one
              }
            }
            """;

    @Test
    void aChainWhoseStatementsDifferIsFilledAfreshAndNoOther() {
        String wanted = TABLE.replace("    ip saddr @members return\n", "    tcp dport 80 return\n");

        assertThat(TableDifference.between(TABLE, wanted)).contains("""
                flush chain inet ringfence one
                table inet ringfence {
                  chain one {
                    tcp dport 80 return
                    goto deny
                  }
                }
                """);
    }

    @Test
    void aChainThatIsNewComesBeforeOneThatNobodyGoesToAnyMoreGoes() {
        String wanted = TABLE.replace("chain two", "chain three").replace("    goto deny\n", "    drop\n");

        assertThat(TableDifference.between(TABLE, wanted)).contains("""
                flush chain inet ringfence one
                flush chain inet ringfence two
                table inet ringfence {
                  chain one {
                    ip saddr @members return
                    drop
                  }
                  chain three {
                    drop
                  }
                }
                delete chain inet ringfence two
                """);
    }

    @Test
    void whatIsMoreThanChainsIsNoSuchDifference() {
        assertThat(TableDifference.between(TABLE, TABLE.replace("chain forward", "chain output")))
                .isEmpty();
        assertThat(TableDifference.between(TABLE, TABLE.replace("10.0.0.1", "10.0.0.2")))
                .isEmpty();
        assertThat(TableDifference.between(TABLE, TABLE.replace("jump one", "jump two")))
                .isEmpty();
    }
}
