package org.casebook.fhirpath;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Equals and equivalent (N1 section 6.1). */
final class Equality {
    /** JSON numbers by their value, so that 1.0 equals 1.00. */
    static final Comparator<JsonNode> BY_VALUE =
            (a, b) -> a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) : a.equals(b) ? 0 : 1;

    private Equality() {}

    /** Null: not known. */
    static @Nullable Boolean equal(List<Item> a, List<Item> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return null;
        }
        if (a.size() != b.size()) {
            return false;
        }
        Boolean all = Boolean.TRUE;
        for (int i = 0; i < a.size(); i++) {
            Boolean one = equal(a.get(i), b.get(i));
            if (Boolean.FALSE.equals(one)) {
                return false;
            }
            all = one == null ? null : all;
        }
        return all;
    }

    /** Null: not known. */
    static @Nullable Boolean equal(Item a, Item b) {
        if (a == b) {
            return true;
        }
        Value x = a.value();
        Value y = b.value();
        if (x != null && y != null) {
            return equal(x, y);
        }
        return x == null && y == null && a instanceof Element e && b instanceof Element f && sameTree(e, f);
    }

    private static boolean sameTree(Element a, Element b) {
        JsonNode s = a.sibling();
        JsonNode t = b.sibling();
        return a.json().equals(BY_VALUE, b.json()) && (s == null ? t == null : t != null && s.equals(BY_VALUE, t));
    }

    private static @Nullable Boolean equal(Value x, Value y) {
        if (x instanceof Value.Text s && y instanceof Value.Text t) {
            return s.text().equals(t.text());
        }
        if (x instanceof Temporal s && y instanceof Temporal t) {
            int order = TemporalOrder.comparable(s, t) ? TemporalOrder.compare(s, t) : 1;
            return order == TemporalOrder.UNKNOWN ? null : Boolean.valueOf(order == 0);
        }
        BigDecimal m = Numbers.of(x);
        BigDecimal n = Numbers.of(y);
        if (m != null && n != null) {
            return m.compareTo(n) == 0;
        }
        if (x instanceof Value.Quantity || y instanceof Value.Quantity) {
            Value.Quantity s = Numbers.quantity(x);
            Value.Quantity t = Numbers.quantity(y);
            return s == null || t == null ? Boolean.FALSE : equal(s, t);
        }
        return x.equals(y);
    }

    /** 1 month is not comparable with 1 'mo', so that is unknown; grams never equal metres. */
    private static @Nullable Boolean equal(Value.Quantity s, Value.Quantity t) {
        if (Numbers.isVague(s, t)) {
            return null;
        }
        Integer order = Ordering.compare(s, t);
        return order != null && order == 0;
    }

    static boolean equivalent(List<Item> a, List<Item> b) {
        if (a.size() != b.size()) {
            return false;
        }
        List<Item> left = new ArrayList<>(b);
        for (Item item : a) {
            int found = find(item, left);
            if (found < 0) {
                return false;
            }
            left.remove(found);
        }
        return true;
    }

    private static int find(Item item, List<Item> items) {
        for (int i = 0; i < items.size(); i++) {
            if (equivalent(item, items.get(i))) {
                return i;
            }
        }
        return -1;
    }

    static boolean equivalent(Item a, Item b) {
        Value x = a.value();
        Value y = b.value();
        if (x == null || y == null) {
            return x == null && y == null && a instanceof Element e && b instanceof Element f && sameContent(e, f);
        }
        if (x instanceof Value.Text s && y instanceof Value.Text t) {
            return loose(s.text()).equals(loose(t.text()));
        }
        BigDecimal m = Numbers.of(x);
        BigDecimal n = Numbers.of(y);
        if (m != null && n != null) {
            return roughly(m, n);
        }
        if (x instanceof Value.Quantity || y instanceof Value.Quantity) {
            Value.Quantity s = Numbers.quantity(x);
            Value.Quantity t = Numbers.quantity(y);
            return s != null && t != null && equivalent(s, t);
        }
        return Boolean.TRUE.equals(equal(x, y));
    }

    /** Complex elements: child for child, in any order, by name. */
    private static boolean sameContent(Element e, Element f) {
        List<Element> left = new ArrayList<>();
        List<Element> right = new ArrayList<>();
        e.children(left);
        f.children(right);
        left.removeIf(c -> isId(c));
        right.removeIf(c -> isId(c));
        if (left.size() != right.size()) {
            return false;
        }
        for (Element child : left) {
            boolean found = right.removeIf(new FirstMatch(child));
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static boolean isId(Element child) {
        return child.role() != null && child.role().name().equals("id");
    }

    /** True once, for the first child that is equivalent. */
    private static final class FirstMatch implements java.util.function.Predicate<Element> {
        private final Element wanted;
        private boolean found;

        FirstMatch(Element wanted) {
            this.wanted = wanted;
        }

        @Override
        public boolean test(Element other) {
            if (!found && wanted.role() == other.role() && equivalent(wanted, other)) {
                found = true;
                return true;
            }
            return false;
        }
    }

    private static boolean equivalent(Value.Quantity s, Value.Quantity t) {
        if (Units.ucum(s).equals(Units.ucum(t))) {
            return roughly(s.number(), t.number());
        }
        Value.Quantity a = Units.canonical(s);
        Value.Quantity b = Units.canonical(t);
        if (a == null || b == null || !a.unit().equals(b.unit())) {
            return false;
        }
        // Compared in the unit of the less precise side, so that 4 'g' ~ 4040 'mg'.
        return roughly(s.number(), Numbers.inUnitOf(t, s, b, a)) || roughly(t.number(), Numbers.inUnitOf(s, t, a, b));
    }

    private static boolean roughly(BigDecimal a, BigDecimal b) {
        int scale = Math.max(0, Math.min(a.scale(), b.scale()));
        return a.setScale(scale, RoundingMode.HALF_UP).compareTo(b.setScale(scale, RoundingMode.HALF_UP)) == 0;
    }

    private static String loose(String text) {
        return text.trim().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
