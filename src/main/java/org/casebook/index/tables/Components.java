package org.casebook.index.tables;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.casebook.index.CompositeValue;
import org.casebook.index.DateValue;
import org.casebook.index.IndexValue;
import org.casebook.index.NumberValue;
import org.casebook.index.QuantityValue;
import org.casebook.index.ReferenceValue;
import org.casebook.index.StringValue;
import org.casebook.index.TokenValue;
import org.casebook.index.UriValue;
import org.jspecify.annotations.Nullable;

/** Lays the values of a tuple side by side into one row (R4 section 3.1.1.4.16). */
final class Components {
    /** The columns of one component in the order of the table, each with its type; the table has them thrice. */
    static final List<String> COLUMNS = List.of(
            "system bigint",
            "code varchar",
            "val varchar",
            "exact varchar",
            "whole varchar",
            "target varchar",
            "type varchar",
            "version varchar",
            "low double",
            "high double",
            "unit bigint",
            "ulow double",
            "uhigh double",
            "label varchar");

    private static final List<String> NAMES =
            COLUMNS.stream().map(c -> c.substring(0, c.indexOf(' '))).toList();

    private final @Nullable Object[] columns;
    private int offset;

    private Components(int count) {
        columns = new Object[count * NAMES.size()];
    }

    /** The columns of a tuple, without head and sort. */
    static List<@Nullable Object> of(CompositeValue tuple) {
        Components components = new Components(IndexTable.COMPONENTS);
        for (IndexValue value : tuple.values()) {
            components.put(value);
            components.offset += NAMES.size();
        }
        return Arrays.asList(components.columns);
    }

    /** What a search for the tuple begins with. */
    static String head(CompositeValue tuple) {
        IndexValue first = tuple.values().get(0);
        if (first instanceof TokenValue token) {
            return token.code() == null ? "" : Keys.code(token.code());
        }
        if (first instanceof ReferenceValue reference) {
            return Keys.target(reference);
        }
        return "";
    }

    private void put(IndexValue value) {
        if (value instanceof TokenValue token) {
            set("system", Keys.system(token.system()));
            set("code", token.code() == null ? null : Keys.code(token.code()));
        } else if (value instanceof StringValue text) {
            set("val", Keys.start(text.folded()));
            set("exact", text.value());
            set("whole", Keys.whole(text.folded()));
        } else if (value instanceof ReferenceValue reference) {
            set("target", Keys.target(reference));
            set("type", Keys.targetType(reference));
            set("version", Keys.version(reference));
        } else if (value instanceof UriValue uri) {
            set("val", Keys.uri(uri.uri()));
        } else if (value instanceof DateValue date) {
            set("low", (double) TimeLine.low(date));
            set("high", (double) TimeLine.high(date));
        } else if (value instanceof NumberValue number) {
            range(number, "low", "high");
        } else if (value instanceof QuantityValue quantity) {
            quantity(quantity);
        }
    }

    private void quantity(QuantityValue quantity) {
        range(quantity.number(), "low", "high");
        set("system", Keys.system(quantity.system()));
        set("code", Keys.unit(quantity.code()));
        set("label", Keys.unit(quantity.unit()));
        QuantityValue.Canonical canonical = quantity.canonical();
        if (canonical != null) {
            set("unit", Keys.hash(canonical.unit()));
            range(canonical.number(), "ulow", "uhigh");
        }
    }

    private void range(NumberValue number, String low, String high) {
        set(low, low(number));
        set(high, high(number));
    }

    static double low(NumberValue number) {
        return bound(number.value(), number.low(), -Double.MAX_VALUE);
    }

    static double high(NumberValue number) {
        return bound(number.value(), number.high(), Double.MAX_VALUE);
    }

    /** A number is a point, whatever digits it was written with; only a Range has two ends. */
    private static double bound(@Nullable BigDecimal value, @Nullable BigDecimal end, double open) {
        if (value != null) {
            return finite(value.doubleValue());
        }
        return end == null ? open : finite(end.doubleValue());
    }

    private static double finite(double number) {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, number)) + 0.0;
    }

    private void set(String name, @Nullable Object value) {
        columns[offset + NAMES.indexOf(name)] = value;
    }
}
