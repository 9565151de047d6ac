package io.ringfence.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.gateway.Backend;
import io.ringfence.gateway.route.Destination.Forward;
import io.ringfence.gateway.route.Destination.Own;
import io.ringfence.gateway.route.Destination.Unknown;
import io.ringfence.gateway.route.Destination.WrongMethod;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
    @ParameterizedTest
    @CsvSource({
        "POST,   /v1/security-groups,                  GROUP_SERVICE",
        "PATCH,  /v1/security-groups/sg-1,             GROUP_SERVICE",
        "DELETE, /v1/security-groups/sg-1,             GROUP_SERVICE",
        "POST,   /v1/security-groups/sg-1/rules,       RULE_SERVICE",
        "PATCH,  /v1/security-groups/sg-1/rules/sgr-1, RULE_SERVICE",
        "DELETE, /v1/security-groups/sg-1/rules/sgr-1, RULE_SERVICE",
        "POST,   /v1/security-groups/sg-1/rules:revoke, RULE_SERVICE",
        "POST,   /v1/security-groups/sg-1/rules%3Arevoke, RULE_SERVICE",
        "POST,   /v1/security-groups/sg-1/rules%3arevoke, RULE_SERVICE",
        "POST,   /v1/security-groups/sg-1/rules:preview, PROJECTION_SERVICE",
        "POST,   /v1/security-groups/sg-1/rules%3Apreview, PROJECTION_SERVICE",
        "POST,   /v1/prefix-lists,                     RULE_SERVICE",
        "PATCH,  /v1/prefix-lists/pl-1,                RULE_SERVICE",
        "DELETE, /v1/prefix-lists/pl-1,                RULE_SERVICE",
        "POST,   /v1/instances,                        INSTANCE_SERVICE",
        "PATCH,  /v1/instances/eci-1,                  INSTANCE_SERVICE",
        "DELETE, /v1/instances/eci-1,                  INSTANCE_SERVICE",
        "DELETE, /v1/instances/eci-1/,                 INSTANCE_SERVICE",
        "POST,   /v1/dead-letters/dl-1:resubmit,       PROJECTION_SERVICE",
    })
    void changesGoToTheServiceThatDecidesThem(String method, String path, Backend backend) {
        assertThat(Routes.find(method, path)).isEqualTo(new Forward(backend));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/security-groups",
                "/v1/security-groups/sg-1/rules",
                "/v1/security-groups/sg-1/rule-usage",
                "/v1/instances/eci-1/effective-policy",
                "/v1/reachability",
                "/v1/lint",
                "/v1/security-groups/sg-1/lint",
                "/v1/prefix-lists/pl-1",
                "/v1/dead-letters/dl-1",
                "/v1/something/of/tomorrow"
            })
    void everyQuestionGoesToTheProjection(String path) {
        assertThat(Routes.find("GET", path)).isEqualTo(new Forward(Backend.PROJECTION_SERVICE));
        assertThat(Routes.find("HEAD", path)).isEqualTo(new Forward(Backend.PROJECTION_SERVICE));
    }

    @Test
    void healthIsTheGatewaysOwn() {
        assertThat(Routes.find("GET", "/v1/health")).isEqualTo(new Own());
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        assertThat(Routes.find("PUT", "/v1/security-groups/sg-1"))
                .isEqualTo(new WrongMethod(Set.of("DELETE", "GET", "HEAD", "PATCH")));
        assertThat(Routes.find("POST", "/v1/reachability")).isEqualTo(new WrongMethod(Set.of("GET", "HEAD")));
        assertThat(Routes.find("POST", "/v1/lint")).isEqualTo(new WrongMethod(Set.of("GET", "HEAD")));
        assertThat(Routes.find("DELETE", "/v1/security-groups/sg-1/rule-usage"))
                .isEqualTo(new WrongMethod(Set.of("GET", "HEAD")));
        assertThat(Routes.find("POST", "/v1/dead-letters/dl-1")).isEqualTo(new WrongMethod(Set.of("GET", "HEAD")));
        assertThat(Routes.find("POST", "/v1/health")).isEqualTo(new WrongMethod(Set.of("GET", "HEAD")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/",
                "/v1/security-group",
                "/v1/security-groups//",
                "/v1/instances/eci-1/rules",
                "/v1/dead-letters/:resubmit/more",
                "/v1/rules:revoke"
            })
    void aChangeOfAPathThatNobodyKnowsGoesNowhere(String path) {
        assertThat(Routes.find("PATCH", path)).isEqualTo(new Unknown());
    }
}
