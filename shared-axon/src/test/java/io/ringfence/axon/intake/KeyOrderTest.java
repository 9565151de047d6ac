package io.ringfence.axon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
    private final KeyOrder order = new KeyOrder();
    private final List<String> begun = new ArrayList<>();
    private final CompletableFuture<Void> slow = new CompletableFuture<>();

    @Test
    void work_of_a_key_begins_when_the_work_before_it_has_completed() {
        run("k", "first", slow);
        run("k", "second", done());
        run("k", "third", done());
        assertThat(begun).containsExactly("first");

        slow.complete(null);

        assertThat(begun).containsExactly("first", "second", "third");
    }

    @Test
    void other_keys_and_work_without_a_key_wait_for_nobody() {
        run("k", "first", slow);
        run("other", "elsewhere", done());
        run(null, "keyless", slow);
        run(null, "keyless too", done());

        assertThat(begun).containsExactly("first", "elsewhere", "keyless", "keyless too");
    }

    @Test
    void what_fails_keeps_nobody_from_going_on() {
        run("k", "first", slow);
        CompletionStage<Void> thrown = run("k", () -> {
            throw new IllegalStateException("thrown");
        });
        run("k", "third", done());

        slow.completeExceptionally(new IllegalStateException("failed"));

        assertThat(begun).containsExactly("first", "third");
        assertThat(thrown).isCompletedExceptionally();
    }

    @Test
    void a_long_line_that_completes_at_once_does_not_fill_the_stack() {
        run("k", "first", slow);
        for (int i = 0; i < 100_000; i++) {
            run("k", "next", done());
        }

        slow.complete(null);

        assertThat(begun).hasSize(100_001);
    }

    private void run(@Nullable String key, String name, CompletableFuture<Void> work) {
        run(key, () -> {
            begun.add(name);
            return work;
        });
    }

    private CompletionStage<Void> run(@Nullable String key, Supplier<CompletionStage<Void>> work) {
        byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return order.run(bytes, work);
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
