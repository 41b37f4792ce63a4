package org.casebook.fhirpath;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Three-valued logic (N1 section 6.5) and the reading of a collection as a boolean (section 4.5). */
final class Truth {
    static final List<Item> TRUE = List.of(Value.Bool.TRUE);
    static final List<Item> FALSE = List.of(Value.Bool.FALSE);

    private Truth() {}

    /** Null where the collection is empty; a single item that is no boolean is true. */
    static @Nullable Boolean of(List<Item> items) {
        if (items.isEmpty()) {
            return null;
        }
        if (items.size() > 1) {
            throw FhirPathException.evaluation("a boolean is needed, but there are " + items.size() + " items");
        }
        Item item = items.get(0);
        if (item == Value.Bool.TRUE) {
            return Boolean.TRUE;
        }
        return !(item.value() instanceof Value.Bool bool) || bool.isTrue();
    }

    /** Whether it is certainly true. */
    static boolean holds(List<Item> items) {
        return Boolean.TRUE.equals(of(items));
    }

    static List<Item> list(boolean value) {
        return value ? TRUE : FALSE;
    }

    static List<Item> list(@Nullable Boolean value) {
        return value == null ? List.of() : list(value.booleanValue());
    }

    static @Nullable Boolean and(@Nullable Boolean a, @Nullable Boolean b) {
        if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
            return false;
        }
        return a == null || b == null ? null : Boolean.TRUE;
    }

    static @Nullable Boolean or(@Nullable Boolean a, @Nullable Boolean b) {
        if (Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b)) {
            return true;
        }
        return a == null || b == null ? null : Boolean.FALSE;
    }

    static @Nullable Boolean xor(@Nullable Boolean a, @Nullable Boolean b) {
        return a == null || b == null ? null : Boolean.valueOf(a.booleanValue() != b.booleanValue());
    }

    static @Nullable Boolean implies(@Nullable Boolean a, @Nullable Boolean b) {
        if (Boolean.FALSE.equals(a) || Boolean.TRUE.equals(b)) {
            return true;
        }
        return a == null || b == null ? null : Boolean.FALSE;
    }

    static @Nullable Boolean not(@Nullable Boolean a) {
        return a == null ? null : !a;
    }
}
