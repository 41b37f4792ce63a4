package org.casebook.index;

import java.util.List;
import java.util.function.Consumer;

/** All combinations of the values of a composite's components. */
final class Tuples {
    /** More than any clinical resource has; a hostile one must not fill the index. */
    private static final int MAX = 1_000;

    private Tuples() {}

    static void of(List<List<IndexValue>> values, Consumer<? super IndexValue> out) {
        int total = 1;
        for (List<IndexValue> some : values) {
            total = Math.min(MAX, total * Math.min(MAX, some.size()));
        }
        for (int n = 0; n < total; n++) {
            out.accept(new CompositeValue(tuple(values, n)));
        }
    }

    /** The n-th combination; the last component changes fastest. */
    private static List<IndexValue> tuple(List<List<IndexValue>> values, int n) {
        IndexValue[] tuple = new IndexValue[values.size()];
        int rest = n;
        for (int i = values.size() - 1; i >= 0; i--) {
            List<IndexValue> some = values.get(i);
            tuple[i] = some.get(rest % some.size());
            rest /= some.size();
        }
        return List.of(tuple);
    }
}
