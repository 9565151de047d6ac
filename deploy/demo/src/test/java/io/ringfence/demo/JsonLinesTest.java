package io.ringfence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ringfence.events.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

    @Test
    void whatFitsStandsOnOneLine() throws JsonProcessingException {
        assertThat(lines("{\"a\":1,\"b\":[1,2]}", 40)).containsExactly("{\"a\":1,\"b\":[1,2]}");
    }

    @Test
    void asManyMembersAsFitStandOnALine() throws JsonProcessingException {
        assertThat(lines("{\"a\":1,\"b\":2,\"c\":3,\"d\":{},\"e\":[1,2]}", 16))
                .containsExactly("{", "  \"a\":1,\"b\":2,", "  \"c\":3,\"d\":{},", "  \"e\":[1,2]", "}");
    }

    @Test
    void aContainerOfOneContainerOpensOnItsLine() throws JsonProcessingException {
        assertThat(lines("{\"rules\":[{\"a\":1,\"b\":2,\"c\":3}]}", 16))
                .containsExactly("{\"rules\":[{", "  \"a\":1,\"b\":2,", "  \"c\":3", "}]}");
    }

    @Test
    void aMemberThatDoesNotFitIsOpenedWhereItStands() throws JsonProcessingException {
        assertThat(lines("{\"a\":1,\"b\":[{\"x\":1},{\"y\":2}],\"c\":3}", 14))
                .containsExactly(
                        "{", "  \"a\":1,", "  \"b\":[", "    {\"x\":1},", "    {\"y\":2}", "  ],", "  \"c\":3", "}");
    }

    @Test
    void aMemberLongerThanTheWidthIsKeptWhole() throws JsonProcessingException {
        assertThat(lines("{\"a\":\"0123456789\"}", 5)).containsExactly("{", "  \"a\":\"0123456789\"", "}");
    }

    private static List<String> lines(String json, int width) throws JsonProcessingException {
        return JsonLines.of(Json.mapper().readTree(json), width);
    }
}
