package io.ringfence.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CourierTest {

    /** Each of them would wait for five seconds. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void withoutKafkaManyRecordsWaitAsLongAsOne() {
        List<ProducerRecord<String, byte[]>> many = IntStream.range(0, 200)
                .mapToObj(number -> new ProducerRecord<>("topic", "key-" + number, new byte[0]))
                .toList();
        try (Courier courier = new Courier("127.0.0.1:9", "test")) {
            assertThat(courier.send(many)).isFalse();
        }
    }
}
