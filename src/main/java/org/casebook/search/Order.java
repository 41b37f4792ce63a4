package org.casebook.search;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of a result: by its keys, then by pid in the direction of the first key. A resource without a value comes
 * last, whatever the direction. Without {@code _sort} the newest come first: by the main date of the type, then by age.
 */
record Order(List<SortKey> keys) {

    Order {
        keys = List.copyOf(keys);
    }

    /** Without {@code _sort}. */
    static Order newestFirst() {
        return new Order(List.of(new SortKey.ByTimeLine(true)));
    }

    boolean onTimeLine() {
        return keys.size() == 1 && keys.get(0) instanceof SortKey.ByTimeLine;
    }

    boolean descending() {
        return keys.get(0).descending();
    }

    Comparator<Found> comparator() {
        return (a, b) -> {
            int order = compare(a.keys(), b.keys(), keys.size());
            if (order != 0) {
                return order;
            }
            return descending() ? Long.compare(b.pid(), a.pid()) : Long.compare(a.pid(), b.pid());
        };
    }

    /** Compares the first of their values. */
    int compare(List<@Nullable Object> a, List<@Nullable Object> b, int count) {
        for (int i = 0; i < count; i++) {
            int order = compare(a.get(i), b.get(i), keys.get(i).descending());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(@Nullable Object a, @Nullable Object b, boolean descending) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? 1 : -1;
        }
        int order = ((Comparable) a).compareTo(b);
        return descending ? -order : order;
    }
}
