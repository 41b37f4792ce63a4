package org.casebook.search;

import java.util.List;
import org.casebook.jdbc.Sql;

/** A number (R4 section 3.1.1.4.6). */
record NumberTest(String text, NumberRange range) implements ValueTest {

    static NumberTest parse(String name, String value) {
        Prefix given = Prefix.of(value);
        Decimal number = Decimal.parse(name, given == null ? value : value.substring(2));
        Prefix prefix = given == null ? Prefix.EQ : given;
        return new NumberTest(value, NumberRange.of(prefix, number.value(), number.low(), number.high()));
    }

    @Override
    public void condition(SqlText sql, String row) {
        range.condition(sql, row + "low", row + "high");
    }

    @Override
    public List<Scan.Range> ranges(Drivers drivers, int param) {
        return List.of(part(drivers, "d.ranged = 0 and ", true), part(drivers, "d.ranged = 1 and ", false));
    }

    private Scan.Range part(Drivers drivers, String start, boolean points) {
        SqlText sql = drivers.text().add(start);
        if (points) {
            range.points(sql, "d.low");
        } else {
            range.condition(sql, "d.low", "d.high");
        }
        Sql part = sql.sql();
        return Scan.Range.of(part.text(), part.binds().toArray());
    }

    @Override
    public String words() {
        return "is " + text;
    }
}
