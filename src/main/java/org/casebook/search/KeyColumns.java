package org.casebook.search;

import java.util.List;
import org.casebook.index.tables.IndexTable;

/**
 * By which columns of its list a parameter is sorted. Quantities that can be compared stand together: by their canonical
 * unit, then by their number in it; those that have none come after them by the number as it was written.
 */
final class KeyColumns {
    private KeyColumns() {}

    /** The columns that make one value come before another; what may follow in the list is not among them. */
    static List<String> of(IndexTable table) {
        return switch (table) {
            case STRING, URI -> List.of("val");
            case TOKEN -> List.of("code");
            case REFERENCE -> List.of("target");
            case DATE, NUMBER -> List.of("low");
            case QUANTITY -> List.of("unit", "low");
            case POSITION, COMPOSITE, TEXT -> List.of();
        };
    }

    /** The same with what stands in the list before the time line: by these the list itself is in order. */
    static List<String> whole(IndexTable table) {
        return switch (table) {
            case REFERENCE -> List.of("target", "type");
            case DATE, NUMBER -> List.of("low", "high");
            case QUANTITY -> List.of("unit", "low", "high");
            default -> of(table);
        };
    }

    /** A condition that a row has a value for the column; may be empty. */
    static String valued(IndexTable table, int column, String row) {
        return switch (table) {
            case TOKEN -> " and " + row + ".code <> ''";
            case REFERENCE -> " and " + row + ".target <> ''";
            case QUANTITY -> column == 0 ? " and " + row + ".unit <> 0" : "";
            default -> "";
        };
    }
}
