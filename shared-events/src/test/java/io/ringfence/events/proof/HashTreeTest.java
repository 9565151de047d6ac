package io.ringfence.events.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.events.value.AggregateKind;
import io.ringfence.events.value.AggregateRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashTreeTest {
    /** An aggregate at a revision. */
    private record State(AggregateRef aggregate, long revision, Hash chain) {
        Hash key() {
            return HashTree.key(aggregate);
        }

        Hash leaf() {
            return HashTree.leaf(key(), revision, chain);
        }
    }

    private static List<State> states(Random random, int count) {
        List<State> states = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AggregateKind kind = random.nextBoolean() ? AggregateKind.RULES : AggregateKind.PREFIX_LIST;
            states.add(new State(new AggregateRef(kind, "x" + i), random.nextInt(9) + 1, hash(random)));
        }
        return states;
    }

    private static Hash hash(Random random) {
        return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private static HashTree tree(List<State> states) {
        HashTree tree = new HashTree();
        states.forEach(state -> tree.put(state.aggregate(), state.revision(), state.chain()));
        return tree;
    }

    /** The definition, word by word. */
    private static Hash defined(List<State> states, int depth) {
        if (states.isEmpty()) {
            return Hash.ZERO;
        }
        if (states.size() == 1) {
            return states.get(0).leaf();
        }
        return HashTree.node(
                defined(states.stream().filter(s -> !s.key().bit(depth)).toList(), depth + 1),
                defined(states.stream().filter(s -> s.key().bit(depth)).toList(), depth + 1));
    }

    private static Map<Hash, State> sorted(List<State> states) {
        Map<Hash, State> sorted = new TreeMap<>();
        states.forEach(state -> sorted.put(state.key(), state));
        return sorted;
    }

    private static HashFold fold(List<State> states) {
        HashFold fold = new HashFold();
        sorted(states).forEach((key, state) -> fold.add(key, state.revision(), state.chain()));
        return fold;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 7, 30, 500})
    void tree_and_fold_have_the_root_that_is_defined(int count) {
        for (int seed = 0; seed < 20; seed++) {
            List<State> states = states(new Random(seed), count);

            assertThat(tree(states).root()).as("seed " + seed).isEqualTo(defined(states, 0));
            assertThat(fold(states).root()).as("seed " + seed).isEqualTo(defined(states, 0));
            assertThat(tree(states).size()).isEqualTo(count);
            assertThat(fold(states).size()).isEqualTo(count);
        }
    }

    @Test
    void a_fold_has_a_root_at_every_leaf() {
        List<State> states = List.copyOf(sorted(states(new Random(1), 300)).values());
        HashFold fold = new HashFold();
        for (int i = 0; i < states.size(); i++) {
            State state = states.get(i);
            fold.add(state.key(), state.revision(), state.chain());
            assertThat(fold.root()).isEqualTo(tree(states.subList(0, i + 1)).root());
        }
    }

    @Test
    void a_fold_refuses_leaves_out_of_order() {
        Hash key = HashTree.key(AggregateRef.parse("rules:sg-1"));
        HashFold fold = new HashFold();
        fold.add(key, 1, Hash.ZERO);

        assertThatThrownBy(() -> fold.add(key, 2, Hash.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fold.add(Hash.ZERO, 1, Hash.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_root_depends_on_what_is_in_it_and_not_on_how_it_came_to_be() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<State> states = states(random, random.nextInt(200) + 1);
            List<State> puts = new ArrayList<>(states);
            Collections.shuffle(puts, random);
            HashTree tree = new HashTree();
            for (State state : puts) {
                tree.put(state.aggregate(), state.revision() + random.nextInt(2), hash(random));
                if (random.nextInt(4) == 0) {
                    tree.root();
                }
            }
            Collections.shuffle(puts, random);
            puts.forEach(state -> tree.put(state.aggregate(), state.revision(), state.chain()));

            assertThat(tree.root()).as("seed " + seed).isEqualTo(tree(states).root());
            assertThat(tree.size()).isEqualTo(states.size());
        }
    }

    @Test
    void a_change_of_any_leaf_changes_the_root() {
        Random random = new Random(3);
        List<State> states = states(random, 100);
        HashTree tree = tree(states);
        Hash before = tree.root();
        for (State state : states) {
            tree.put(state.aggregate(), state.revision() + 1, state.chain());
            assertThat(tree.root()).isNotEqualTo(before);
            tree.put(state.aggregate(), state.revision(), hash(random));
            assertThat(tree.root()).isNotEqualTo(before);
            tree.put(state.aggregate(), state.revision(), state.chain());
            assertThat(tree.root()).isEqualTo(before);

            List<State> without = new ArrayList<>(states);
            without.remove(state);
            assertThat(tree(without).root()).isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 300})
    void a_path_proves_its_leaf_and_nothing_else(int count) {
        Random random = new Random(count);
        List<State> states = states(random, count);
        HashTree tree = tree(states);
        for (State state : states) {
            List<Hash> path = tree.path(state.aggregate()).orElseThrow();
            State other = states.get(random.nextInt(count));
            Hash key = state.key();

            assertThat(HashTree.rootOf(key, state.leaf(), path)).isEqualTo(tree.root());
            assertThat(HashTree.rootOf(key, HashTree.leaf(key, state.revision() + 1, state.chain()), path))
                    .isNotEqualTo(tree.root());
            assertThat(HashTree.rootOf(other.key(), other.leaf(), path).equals(tree.root()))
                    .isEqualTo(other.equals(state));
            for (int i = 0; i < path.size(); i++) {
                List<Hash> altered = new ArrayList<>(path);
                altered.set(i, hash(random));
                assertThat(HashTree.rootOf(key, state.leaf(), altered)).isNotEqualTo(tree.root());
                altered.remove(i);
                assertThat(HashTree.rootOf(key, state.leaf(), altered)).isNotEqualTo(tree.root());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 10, 300})
    void a_path_can_be_had_from_leaves_that_pass_by(int count) {
        List<State> states = states(new Random(count), count);
        HashTree tree = tree(states);
        List<AggregateRef> asked = new ArrayList<>(List.of(AggregateRef.parse("rules:nowhere")));
        states.forEach(state -> asked.add(state.aggregate()));
        for (AggregateRef aggregate : asked) {
            PathFold fold = new PathFold(aggregate);
            sorted(states).forEach((key, state) -> fold.add(key, state.revision(), state.chain()));
            assertThat(fold.path()).isEqualTo(tree.path(aggregate));
        }
        assertThat(tree.path(asked.get(0))).isEmpty();
    }
}
