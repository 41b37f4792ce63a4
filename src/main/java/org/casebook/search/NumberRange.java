package org.casebook.search;

import java.math.BigDecimal;

/**
 * What a prefix and a number ask of a value (R4 sections 3.1.1.4.5 and 3.1.1.4.6). Only eq and ne heed the digits of the
 * number; the others take it as exact. A value of a resource is a point, or a Range with two ends.
 */
record NumberRange(Prefix prefix, double value, double low, double high) {

    static NumberRange of(Prefix prefix, BigDecimal value, BigDecimal low, BigDecimal high) {
        if (prefix == Prefix.AP) {
            BigDecimal margin = value.abs().movePointLeft(1);
            return new NumberRange(
                    prefix,
                    value.doubleValue(),
                    value.subtract(margin).doubleValue(),
                    value.add(margin).doubleValue());
        }
        return new NumberRange(prefix, value.doubleValue(), low.doubleValue(), high.doubleValue());
    }

    void condition(SqlText sql, String from, String to) {
        switch (prefix) {
            case EQ -> sql.add("(" + from + " >= ? and " + to + " < ?)", low, high);
            case NE -> sql.add("(" + from + " < ? or " + to + " >= ?)", low, high);
            case GT -> sql.add(to + " > ?", value);
            case GE -> sql.add(to + " >= ?", value);
            case LT -> sql.add(from + " < ?", value);
            case LE -> sql.add(from + " <= ?", value);
            case SA -> sql.add(from + " > ?", value);
            case EB -> sql.add(to + " < ?", value);
            case AP -> sql.add("(" + from + " <= ? and " + to + " >= ?)", high, low);
        }
    }

    /** The same for points, as bounds of one column that a list is ordered by. */
    void points(SqlText sql, String column) {
        switch (prefix) {
            case EQ -> sql.add(column + " >= ? and " + column + " < ?", low, high);
            case NE -> sql.add("(" + column + " < ? or " + column + " >= ?)", low, high);
            case GT, SA -> sql.add(column + " > ?", value);
            case GE -> sql.add(column + " >= ?", value);
            case LT, EB -> sql.add(column + " < ?", value);
            case LE -> sql.add(column + " <= ?", value);
            case AP -> sql.add(column + " >= ? and " + column + " <= ?", low, high);
        }
    }
}
