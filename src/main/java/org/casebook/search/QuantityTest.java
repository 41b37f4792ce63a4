package org.casebook.search;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.casebook.index.tables.Keys;
import org.casebook.jdbc.Sql;
import org.jspecify.annotations.Nullable;

/**
 * A quantity (R4 section 3.1.1.4.11): {@code number}, {@code number|system|code} or {@code number||code}. With a UCUM
 * unit it is compared in canonical units, so that 70 kg is 70000 g.
 *
 * @param canonical hash of the canonical unit in which the range is given; 0: the range is in the unit as written
 * @param system hash of the system; null: any
 * @param code the unit's code, exact; null: any
 * @param label whether the code may also be the unit as a person reads it
 */
record QuantityTest(
        String text,
        NumberRange range,
        long canonical,
        @Nullable Long system,
        @Nullable String code,
        boolean label) implements ValueTest {
    static final String UCUM = "http://unitsofmeasure.org";

    /** Converts into canonical units. */
    @FunctionalInterface
    interface Units {
        Optional<Canonical> canonical(BigDecimal value, String code);
    }

    record Canonical(BigDecimal value, String unit) {}

    static QuantityTest parse(String name, String value, Units units) {
        List<String> parts =
                Escapes.split(value, '|').stream().map(Escapes::unescape).toList();
        Prefix given = Prefix.of(parts.get(0));
        String number = given == null ? parts.get(0) : parts.get(0).substring(2);
        if (parts.size() == 2 || parts.size() > 3) {
            throw InvalidSearch.of(
                    org.casebook.error.IssueType.VALUE,
                    name,
                    "'" + value + "' is not a quantity: write number, number|system|code or number||code");
        }
        Decimal decimal = Decimal.parse(name, number);
        Prefix prefix = given == null ? Prefix.EQ : given;
        NumberRange plain = NumberRange.of(prefix, decimal.value(), decimal.low(), decimal.high());
        if (parts.size() == 1) {
            return new QuantityTest(value, plain, 0, null, null, false);
        }
        String system = parts.get(1);
        String code = parts.get(2);
        if (system.equals(UCUM) && !code.isEmpty()) {
            Optional<QuantityTest> converted = converted(value, prefix, decimal, code, units);
            if (converted.isPresent()) {
                return converted.get();
            }
        }
        return new QuantityTest(
                value,
                plain,
                0,
                system.isEmpty() ? null : (Long) Keys.system(system),
                code.isEmpty() ? null : Keys.unit(code),
                system.isEmpty());
    }

    private static Optional<QuantityTest> converted(
            String text, Prefix prefix, Decimal decimal, String code, Units units) {
        Optional<Canonical> value = units.canonical(decimal.value(), code);
        Optional<Canonical> low = units.canonical(decimal.low(), code);
        Optional<Canonical> high = units.canonical(decimal.high(), code);
        if (value.isEmpty() || low.isEmpty() || high.isEmpty()) {
            return Optional.empty();
        }
        NumberRange range = NumberRange.of(
                prefix, value.get().value(), low.get().value(), high.get().value());
        return Optional.of(new QuantityTest(text, range, Keys.hash(value.get().unit()), null, null, false));
    }

    @Override
    public void condition(SqlText sql, String row) {
        boolean component = row.endsWith("_");
        sql.add("(");
        if (!component || canonical != 0) {
            sql.add(row + "unit = ? and ", canonical);
        }
        boolean own = component && canonical != 0;
        range.condition(sql, row + (own ? "ulow" : "low"), row + (own ? "uhigh" : "high"));
        unit(sql, row);
        sql.add(")");
    }

    private void unit(SqlText sql, String row) {
        if (system != null) {
            sql.add(" and " + row + "system = ?", system);
        }
        if (code != null) {
            sql.add(
                    label ? " and (" + row + "code = ? or " + row + "label = ?)" : " and " + row + "code = ?",
                    label ? new Object[] {code, code} : new Object[] {code});
        }
    }

    @Override
    public List<Scan.Range> ranges(Drivers drivers, int param) {
        return List.of(part(drivers, 0), part(drivers, 1));
    }

    private Scan.Range part(Drivers drivers, int ranged) {
        SqlText sql = drivers.text().add("d.unit = ? and d.ranged = ? and ", canonical, ranged);
        if (ranged == 0) {
            range.points(sql, "d.low");
        } else {
            range.condition(sql, "d.low", "d.high");
        }
        unit(sql, "d.");
        Sql part = sql.sql();
        return Scan.Range.of(part.text(), part.binds().toArray());
    }

    @Override
    public String words() {
        return "is " + text;
    }
}
