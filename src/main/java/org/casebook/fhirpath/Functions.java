package org.casebook.fhirpath;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All functions by name, and what most of them need. */
final class Functions {
    private static final Map<String, Function> ALL = new HashMap<>();

    static {
        ExistenceFunctions.register(ALL);
        FilterFunctions.register(ALL);
        SubsetFunctions.register(ALL);
        ConversionFunctions.register(ALL);
        StringFunctions.register(ALL);
        RegexFunctions.register(ALL);
        EncodingFunctions.register(ALL);
        MathFunctions.register(ALL);
        BoundaryFunctions.register(ALL);
        UtilityFunctions.register(ALL);
        FhirFunctions.register(ALL);
    }

    private Functions() {}

    static @Nullable Function find(String name) {
        return ALL.get(name);
    }

    static Map<String, Function> all() {
        return ALL;
    }

    /** The one item; null where there is none. */
    static @Nullable Item single(String function, List<Item> items) {
        if (items.size() > 1) {
            throw FhirPathException.evaluation(function + " needs a single item, but there are " + items.size());
        }
        return items.isEmpty() ? null : items.get(0);
    }

    /** The value of the one item; null where there is none. */
    static @Nullable Value value(String function, List<Item> items) {
        Item item = single(function, items);
        if (item == null) {
            return null;
        }
        Value value = item.value();
        if (value == null && !(item instanceof Element e && e.definition().isPrimitive())) {
            throw FhirPathException.evaluation(function + " cannot work with " + item.type());
        }
        return value;
    }

    /** The text of the one item; null where there is none. */
    static @Nullable String text(String function, List<Item> items) {
        Value value = value(function, items);
        if (value == null) {
            return null;
        }
        if (value instanceof Value.Text || value instanceof Temporal) {
            return value.text();
        }
        throw FhirPathException.evaluation(function + " needs a string, not " + value.type());
    }

    /** A whole number; null where there is none. */
    static @Nullable Integer whole(String function, List<Item> items) {
        Value value = value(function, items);
        if (value == null) {
            return null;
        }
        if (value instanceof Value.Whole whole && whole.number() == (int) whole.number()) {
            return (int) whole.number();
        }
        throw FhirPathException.evaluation(function + " needs an integer, not " + value.type());
    }

    static List<Item> list(@Nullable Item item) {
        return item == null ? List.of() : List.of(item);
    }

    static List<Item> text(@Nullable String text) {
        return text == null ? List.of() : List.of(new Value.Text(text));
    }

    static List<Item> whole(long number) {
        return List.of(new Value.Whole(number));
    }
}
