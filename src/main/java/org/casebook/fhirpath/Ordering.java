package org.casebook.fhirpath;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Greater and less (N1 section 6.2). */
final class Ordering {
    private Ordering() {}

    /** -1, 0 or 1; null: empty or not known. */
    static @Nullable Integer compare(List<Item> a, List<Item> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return null;
        }
        if (a.size() > 1 || b.size() > 1) {
            throw FhirPathException.evaluation("only single values can be compared, but there are "
                    + Math.max(a.size(), b.size()) + " on one side");
        }
        return compare(a.get(0), b.get(0));
    }

    static @Nullable Integer compare(Item a, Item b) {
        Value x = a.value();
        Value y = b.value();
        if (x == null || y == null) {
            if (isValueless(a) || isValueless(b)) {
                return null;
            }
            throw FhirPathException.evaluation(a.type() + " and " + b.type() + " have no order");
        }
        return compare(x, y);
    }

    /** A primitive with only extensions, or a quantity with a comparator: nothing to compare. */
    private static boolean isValueless(Item item) {
        return item instanceof Element e
                && e.value() == null
                && (e.definition().isPrimitive() || e.definition().name().equals("Quantity"));
    }

    private static @Nullable Integer compare(Value x, Value y) {
        if (x instanceof Value.Text s && y instanceof Value.Text t) {
            return Integer.signum(s.text().compareTo(t.text()));
        }
        if (x instanceof Temporal s && y instanceof Temporal t && TemporalOrder.comparable(s, t)) {
            int order = TemporalOrder.compare(s, t);
            return order == TemporalOrder.UNKNOWN ? null : order;
        }
        BigDecimal m = Numbers.of(x);
        BigDecimal n = Numbers.of(y);
        if (m != null && n != null) {
            return m.compareTo(n);
        }
        Value.Quantity s = Numbers.quantity(x);
        Value.Quantity t = Numbers.quantity(y);
        if (s != null && t != null) {
            return Numbers.isVague(s, t) ? null : compare(s, t);
        }
        throw FhirPathException.evaluation(x.type() + " and " + y.type() + " have no order");
    }

    /** Null where the units do not measure the same. */
    static @Nullable Integer compare(Value.Quantity s, Value.Quantity t) {
        if (Units.ucum(s).equals(Units.ucum(t))) {
            return s.number().compareTo(t.number());
        }
        Value.Quantity a = Units.canonical(s);
        Value.Quantity b = Units.canonical(t);
        return a == null || b == null || !a.unit().equals(b.unit())
                ? null
                : a.number().compareTo(b.number());
    }
}
