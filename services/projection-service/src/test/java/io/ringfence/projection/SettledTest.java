package io.ringfence.projection;

import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Micros;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_service"))
class SettledTest {
    private final History history = new History(ThreadLocalRandom.current().nextLong());

    @Test
    void an_answer_says_until_when_it_knows_everything_and_whether_that_is_enough() {
        SecurityGroupId group = history.group("web");
        Instant until = history.now();
        Asking asking = Asking.after(history);

        KafkaEvents.saySettled(until);
        String said = Micros.format(until);
        Waiting.until(
                Duration.ofSeconds(20),
                "the answers say " + said,
                () -> said.equals(asking.ok("/v1/security-groups").extract().path("watermark.settledUntil")));

        asking.ok("/v1/security-groups?asOf={at}", said).body("watermark.settled", is(true));
        asking.ok("/v1/security-groups?asOf={at}", Micros.format(until.plusMillis(1)))
                .body("watermark.settled", is(false));
        asking.ok("/v1/security-groups").body("watermark.settled", is(false));
        asking.ok("/v1/audit/diff?securityGroupId={id}&from={from}&to={to}", group, said, said)
                .body("watermark.settled", is(true));
    }
}
