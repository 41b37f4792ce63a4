package org.casebook.fhirpath;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code sort()} of N2: by keys, descending where the key has a minus, empty keys first in both directions. */
final class Sorting {
    private record Keyed(Item item, List<@Nullable Item> keys) {}

    private Sorting() {}

    static List<Item> sort(Scope scope, List<Item> input, List<Op> arguments) {
        Scope inner = scope.inner();
        List<Keyed> keyed = new ArrayList<>();
        for (int i = 0; i < input.size(); i++) {
            keyed.add(keyed(input.get(i), inner.at(input.get(i), i), arguments));
        }
        keyed.sort((a, b) -> compare(a, b, arguments));
        return keyed.stream().map(Keyed::item).toList();
    }

    private static Keyed keyed(Item item, Scope scope, List<Op> arguments) {
        List<@Nullable Item> keys = new ArrayList<>();
        if (arguments.isEmpty()) {
            keys.add(item);
        }
        for (Op argument : arguments) {
            Op key = argument instanceof SortKey descending ? descending.key() : argument;
            keys.add(Functions.single("a key of sort", key.eval(scope)));
        }
        return new Keyed(item, keys);
    }

    private static int compare(Keyed a, Keyed b, List<Op> arguments) {
        for (int i = 0; i < a.keys.size(); i++) {
            Item x = a.keys.get(i);
            Item y = b.keys.get(i);
            boolean descending = i < arguments.size() && arguments.get(i) instanceof SortKey;
            int order = x == null || y == null ? emptyFirst(x, y) : compare(x, y) * (descending ? -1 : 1);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int emptyFirst(@Nullable Item a, @Nullable Item b) {
        return a == b ? 0 : a == null ? -1 : 1;
    }

    private static int compare(Item a, Item b) {
        Integer order = Ordering.compare(a, b);
        return order == null ? 0 : order;
    }

    /** A key with a minus in front; as an expression of its own it is the negative value. */
    record SortKey(Op key) implements Op {
        @Override
        public List<Item> eval(Scope scope) {
            return Arithmetic.negate(key.eval(scope));
        }
    }
}
