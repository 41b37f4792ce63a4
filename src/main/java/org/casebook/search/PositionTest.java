package org.casebook.search;

import java.util.List;
import java.util.Map;
import org.casebook.error.IssueType;
import org.casebook.jdbc.Sql;

/**
 * {@code near} (R4 section 8.7.6): {@code latitude|longitude|distance|units}, by distance on the great circle of a sphere
 * with the earth's mean radius.
 */
record PositionTest(double latitude, double longitude, double metres) implements ValueTest {
    static final double RADIUS = 6_371_008.8;
    /** What is near when the query does not say. */
    private static final String DEFAULT_DISTANCE = "50";

    private static final Map<String, Double> UNITS = Map.of(
            "km", 1000.0,
            "m", 1.0,
            "cm", 0.01,
            "mi", 1609.344,
            "[mi_i]", 1609.344,
            "[mi_us]", 1609.347219,
            "[ft_i]", 0.3048,
            "[nmi_i]", 1852.0);

    static PositionTest parse(String name, String value) {
        List<String> parts =
                Escapes.split(value, '|').stream().map(Escapes::unescape).toList();
        if (parts.size() < 2 || parts.size() > 4) {
            throw InvalidSearch.of(
                    IssueType.VALUE, name, "'" + value + "' is not a place: write latitude|longitude|distance|units");
        }
        String unit = parts.size() > 3 && !parts.get(3).isEmpty() ? parts.get(3) : "km";
        Double metres = UNITS.get(unit);
        if (metres == null) {
            throw InvalidSearch.of(
                    IssueType.VALUE,
                    name,
                    "'" + unit + "' is not a unit of length that is known here: use km, m or [mi_i]");
        }
        String distance = parts.size() > 2 && !parts.get(2).isEmpty() ? parts.get(2) : DEFAULT_DISTANCE;
        return new PositionTest(
                within(name, parts.get(0), 90),
                within(name, parts.get(1), 180),
                Math.max(0, Decimal.parse(name, distance).value().doubleValue() * metres));
    }

    private static double within(String name, String text, double limit) {
        double degrees = Decimal.parse(name, text).value().doubleValue();
        if (Math.abs(degrees) > limit) {
            throw InvalidSearch.of(IssueType.VALUE, name, "'" + text + "' is not between -" + limit + " and " + limit);
        }
        return degrees;
    }

    /** The distance on the sphere between this place and another, in metres. */
    double distance(double otherLatitude, double otherLongitude) {
        double a = Math.pow(Math.sin(Math.toRadians(otherLatitude - latitude) / 2), 2)
                + Math.cos(Math.toRadians(latitude))
                        * Math.cos(Math.toRadians(otherLatitude))
                        * Math.pow(Math.sin(Math.toRadians(otherLongitude - longitude) / 2), 2);
        return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(a)));
    }

    @Override
    public void condition(SqlText sql, String row) {
        double half = Math.sin(Math.min(Math.PI / 2, metres / 2 / RADIUS));
        sql.add(
                "power(sin(radians(" + row + "latitude - ?) / 2), 2) + ? * cos(radians(" + row
                        + "latitude)) * power(sin(radians(" + row + "longitude - ?) / 2), 2) <= ?",
                latitude,
                Math.cos(Math.toRadians(latitude)),
                longitude,
                half * half);
    }

    @Override
    public List<Scan.Range> ranges(Drivers drivers, int param) {
        double degrees = Math.toDegrees(metres / RADIUS) + 1e-9;
        SqlText sql =
                drivers.text().add("d.latitude >= ? and d.latitude <= ? and ", latitude - degrees, latitude + degrees);
        condition(sql, "d.");
        Sql part = sql.sql();
        return List.of(Scan.Range.of(part.text(), part.binds().toArray()));
    }

    @Override
    public String words() {
        return "within " + Math.round(metres) + " m of " + latitude + ", " + longitude;
    }
}
