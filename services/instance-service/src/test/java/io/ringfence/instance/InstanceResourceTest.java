package io.ringfence.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.ringfence.axon.time.Ids;
import io.ringfence.events.instance.InstanceEvent.InstanceDeleted;
import io.ringfence.events.instance.InstanceEvent.InstanceModified;
import io.ringfence.events.instance.InstanceEvent.InstanceRegistered;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.EventRecord;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InstanceResourceTest extends RunningServiceTest {
    private static final String PROBLEM = "application/problem+json";

    @Test
    void anInstanceIsRegisteredAndItsEventPublished() {
        SecurityGroupId group = kafka.newGroup();
        String address = freshAddress();

        String id = register(group, address)
                .statusCode(201)
                .header("Location", matchesPattern(".*/v1/instances/eci-[a-z0-9]{17}"))
                .header("ETag", "\"1\"")
                .header("Ringfence-At-Least", matchesPattern("instance:eci-[a-z0-9]{17}@1"))
                .body("revision", equalTo(1))
                .extract()
                .path("instanceId");

        EventRecord event = kafka.await(AggregateRef.instance(new InstanceId(id)), 1);
        InstanceRegistered registered = (InstanceRegistered) event.event();
        assertThat(registered.securityGroupId()).isEqualTo(group);
        assertThat(registered.vpcId()).isEqualTo(VpcId.DEFAULT);
        assertThat(registered.addresses()).hasToString("[" + address + "]");
        assertThat(event.envelope().channel()).isEqualTo(Channel.REST);
    }

    @Test
    void whoeverVerifiesGetsTheHashOfEachAggregate() {
        SecurityGroupId group = kafka.newGroup();
        String id = registered(group, freshAddress());

        request()
                .get("/internal/heads")
                .then()
                .statusCode(200)
                .body(containsString("{\"aggregate\":\"instance:" + id + "\",\"revision\":1,\"hash\":"))
                .body(containsString("{\"aggregate\":\"membership:" + group + "\",\"revision\":1,\"hash\":"))
                .body(matchesPattern("(?s).*\\{\"end\":true,\"aggregates\":[0-9]+,\"events\":[0-9]+}\n"));
    }

    @Test
    void aGroupOfWhichNobodyHeardIsUnknownAfterAWhile() {
        register(new Ids().securityGroup(), freshAddress())
                .statusCode(404)
                .contentType(PROBLEM)
                .body("code", equalTo("SECURITY_GROUP_NOT_FOUND"))
                .body("parameter", equalTo("securityGroupId"));
    }

    @Test
    void anAddressInUseIsRefusedNamingItsOwnerToItsAccountAlone() {
        SecurityGroupId group = kafka.newGroup();
        String address = freshAddress();
        String owner = registered(group, address);

        register(group, freshAddress(), address)
                .statusCode(409)
                .contentType(PROBLEM)
                .body("code", equalTo("ADDRESS_IN_USE"))
                .body("parameter", equalTo("addresses[1]"))
                .body("blockers[0].kind", equalTo("INSTANCE"))
                .body("blockers[0].id", equalTo(owner))
                .body("blockers[0].securityGroupId", equalTo(group.value()));
    }

    @Test
    void aDeletedInstancesAddressIsFreeAndItsIdIsNot() {
        SecurityGroupId group = kafka.newGroup();
        String address = freshAddress();
        String id = registered(group, address);

        request().delete("/v1/instances/{id}", id).then().statusCode(204).header("ETag", "\"2\"");
        request().delete("/v1/instances/{id}", id).then().statusCode(404).body("code", equalTo("INSTANCE_NOT_FOUND"));
        request()
                .body("{\"instanceId\": \"" + id + "\", "
                        + body(group, freshAddress()).substring(1))
                .post("/v1/instances")
                .then()
                .statusCode(409)
                .body("code", equalTo("ID_ALREADY_USED"));
        register(group, address).statusCode(201);

        assertThat(kafka.await(AggregateRef.instance(new InstanceId(id)), 2).event())
                .isInstanceOf(InstanceDeleted.class);
    }

    @Test
    void whatBelongsToAnotherAccountIsUnknown() {
        String id = registered(kafka.newGroup(), freshAddress());

        request()
                .header("Ringfence-Account", "other")
                .delete("/v1/instances/{id}", id)
                .then()
                .statusCode(404)
                .body("code", equalTo("INSTANCE_NOT_FOUND"));
        request()
                .delete("/v1/instances/{id}", "never-was")
                .then()
                .statusCode(404)
                .body("code", equalTo("INSTANCE_NOT_FOUND"));
    }

    @Test
    void theGroupOfAnInstanceIsFixed() {
        SecurityGroupId group = kafka.newGroup();
        String id = registered(group, freshAddress());

        request()
                .body("{\"securityGroupId\": \"" + kafka.newGroup() + "\"}")
                .patch("/v1/instances/{id}", id)
                .then()
                .statusCode(409)
                .body("code", equalTo("GROUP_IS_FIXED"))
                .body("parameter", equalTo("securityGroupId"))
                .body("detail", containsString("delete and re-create"));
    }

    @Test
    void anInstanceIsChangedAndMovedByAMergePatch() {
        SecurityGroupId group = kafka.newGroup();
        String id = registered(group, freshAddress());
        String other = registered(group, freshAddress());
        String host = "h" + UUID.randomUUID();

        patch(id, "{\"name\": \"other\", \"host\": \"" + host + "\", \"interface\": \"sg1\"}")
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("revision", equalTo(2));
        patch(id, "{\"name\": \"other\"}").statusCode(200).header("ETag", "\"2\"");
        patch(other, "{\"host\": \"" + host + "\", \"interface\": \"sg1\"}")
                .statusCode(409)
                .contentType(PROBLEM)
                .body("code", equalTo("INTERFACE_IN_USE"))
                .body("blockers[0].id", equalTo(id));
        patch(id, "{\"host\": null}").statusCode(400).body("parameter", equalTo("host"));
        patch(id, "{\"interface\": \"sg2\"}").statusCode(200).body("revision", equalTo(3));
        patch(other, "{\"host\": \"" + host + "\", \"interface\": \"sg1\"}").statusCode(200);

        assertThat(kafka.await(AggregateRef.instance(new InstanceId(id)), 3).event())
                .isEqualTo(new InstanceModified(
                        new InstanceId(id), "other", new HostName(host), new InterfaceName("sg2"), Map.of()));
    }

    private static ValidatableResponse patch(String id, String body) {
        return request().body(body).patch("/v1/instances/{id}", id).then();
    }

    @Test
    void theSameKeyAndContentIsTheSameInstance() {
        SecurityGroupId group = kafka.newGroup();
        String key = UUID.randomUUID().toString();
        String body = body(group, freshAddress());

        String first = request()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/instances")
                .then()
                .statusCode(201)
                .extract()
                .path("instanceId");
        String again = request()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/instances")
                .then()
                .statusCode(201)
                .extract()
                .path("instanceId");
        request()
                .header("Idempotency-Key", key)
                .body(body(group, freshAddress()))
                .post("/v1/instances")
                .then()
                .statusCode(409)
                .body("code", equalTo("IDEMPOTENCY_MISMATCH"));

        assertThat(again).isEqualTo(first);
    }

    @Test
    void aStaleEditIsRefused() {
        String id = registered(kafka.newGroup(), freshAddress());

        request()
                .header("If-Match", "\"7\"")
                .delete("/v1/instances/{id}", id)
                .then()
                .statusCode(412)
                .body("code", equalTo("PRECONDITION_FAILED"));
        request()
                .header("If-Match", "\"1\"")
                .delete("/v1/instances/{id}", id)
                .then()
                .statusCode(204);
    }

    @Test
    void badInputNamesItsParameter() {
        SecurityGroupId group = kafka.newGroup();

        register(group, "10.0.0.256").statusCode(400).contentType(PROBLEM).body("parameter", equalTo("addresses[0]"));
        register(group)
                .statusCode(400)
                .body("code", equalTo("MISSING_PARAMETER"))
                .body("parameter", equalTo("addresses"));
        request()
                .body("{\"adresses\": []}")
                .post("/v1/instances")
                .then()
                .statusCode(400)
                .body("code", equalTo("UNKNOWN_PARAMETER"));
        request().body("[").post("/v1/instances").then().statusCode(400).body("code", equalTo("MALFORMED_JSON"));
    }

    @Test
    void theCallsAreDescribed() {
        request()
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/v1/instances'.post", not(equalTo(null)))
                .body("paths.'/v1/instances/{id}'.delete", not(equalTo(null)))
                .body("components.schemas.RegisterInstance.properties.interface.maxLength", equalTo(15))
                .body("components.schemas.RegisterInstance.required", equalTo(List.of("securityGroupId", "addresses")));
    }
}
