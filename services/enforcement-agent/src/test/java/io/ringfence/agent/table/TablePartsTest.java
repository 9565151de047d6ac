package io.ringfence.agent.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.InterfaceName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TablePartsTest {

    private static final Table TABLE = table();

    @Test
    void aSmallTableIsOnePart() {
        assertThat(TABLE.parts(Epoch.ANY, 5)).containsExactly(TABLE.text(Epoch.ANY));
    }

    @Test
    void aLargeOneClosesFirstAndLetsPacketsInLast() {
        assertThat(TABLE.parts(Epoch.ANY, 2)).containsExactly("""
                        table inet ringfence {
                          set live {
                            type mark
                            elements = { 0x01000000 }
                          }
                          map dispatch {
                            type ifname : verdict
                          }
                          counter denied {
                          }
                          chain judged {
                            ct mark set ct mark and 0x00ffffff or 0x01000000
                          }
                          chain deny {
                            drop
                          }
                          chain forward {
                            type filter hook forward priority 0; policy accept;
                            iifname vmap @dispatch
                          }
                        }
                        """, """
                        table inet ringfence {
                          chain say-1 {
                            return
                          }
                          chain say-2 {
                            goto say-1
                          }
                        }
                        """, """
                        table inet ringfence {
                          chain in-web {
                            goto say-2
                          }
                        }
                        """, """
                        table inet ringfence {
                          map dispatch {
                            type ifname : verdict
                            elements = { "sg1" : goto in-web }
                          }
                        }
                        """);
    }

    private static Table table() {
        Map<String, Chain> chains = new LinkedHashMap<>();
        chains.put("deny", Chain.of(List.of("drop")));
        chains.put("forward", Chain.hooked("forward", "0", List.of("iifname vmap @dispatch")));
        chains.put("say-1", Chain.of(List.of("return")));
        chains.put("say-2", Chain.of(List.of("goto say-1")));
        chains.put("in-web", Chain.of(List.of("goto say-2")));
        ElementSet<Dispatch> dispatch = new ElementSet<>(
                "dispatch",
                ElementType.DISPATCH,
                new TreeSet<>(List.of(new Dispatch(new InterfaceName("sg1"), "in-web"))));
        return new Table(Map.of("dispatch", dispatch), Set.of("denied"), chains);
    }
}
