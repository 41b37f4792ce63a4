package org.casebook.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists that are read beside each other: together they hold a stretch of the result.
 *
 * @param before the first keys of all their resources; the columns of the lists are the others
 */
record KeyGroup(List<@Nullable Object> before, List<KeyList> lists) {

    /** Whether all its resources come before a hit (negative) or after it in an order; 0: the hit stands among them. */
    int place(Order order, Found hit) {
        int place = order.compare(before, hit.keys(), before.size());
        boolean among = hit.keys().get(before.size()) != null;
        return place == 0 && !among ? -1 : place;
    }
}
