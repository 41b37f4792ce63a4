package org.casebook.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.casebook.index.tables.Grain;
import org.casebook.index.tables.IndexTable;
import org.casebook.jdbc.Sql;

/** The lists of the parameter by which a result is sorted, and that of the resources without a value for it. */
final class KeyLists {
    /** More lists than this are not read beside each other. */
    private static final int MOST = 50;
    /** The alias of another row of the same resource. */
    private static final String OTHER = "k";

    private final Drivers drivers;
    private final String type;
    private final SortKey.ByParameter key;
    private final IndexTable table;

    private KeyLists(Drivers drivers, String type, SortKey.ByParameter key) {
        this.drivers = drivers;
        this.type = type;
        this.key = key;
        this.table = key.table();
    }

    /** One stretch after the other; empty where no lists have the order. */
    static Optional<List<KeyGroup>> of(Drivers drivers, String type, Order order) {
        List<SortKey> keys = order.keys();
        if (keys.size() == 1 && keys.get(0) instanceof SortKey.ByResource key) {
            return Optional.of(List.of(new KeyGroup(List.of(), List.of(byResource(type, key)))));
        }
        return keys.get(0) instanceof SortKey.ByParameter key && keys.get(keys.size() - 1) instanceof SortKey.ByTie
                ? new KeyLists(drivers, type, key).groups()
                : Optional.empty();
    }

    private static KeyList byResource(String type, SortKey.ByResource key) {
        return new KeyList(
                Sql.of(" from resource d where d.type = ? and d.deleted = false", type),
                List.of("d.type"),
                List.of("d." + key.column()),
                key.column().equals("id"));
    }

    private Optional<List<KeyGroup>> groups() {
        List<KeyGroup> groups = new ArrayList<>();
        if (table == IndexTable.QUANTITY) {
            groups.addAll(quantities());
        } else {
            List<KeyList> lists = lists();
            if (lists.size() > MOST) {
                return Optional.empty();
            }
            groups.add(new KeyGroup(List.of(), lists));
        }
        groups.add(new KeyGroup(Collections.nCopies(KeyColumns.whole(table).size(), null), List.of(without())));
        return Optional.of(groups);
    }

    private List<KeyList> lists() {
        return switch (table) {
            case TOKEN ->
                drivers.numbers(table, "system", key.param()).stream()
                        .map(system -> list(List.of("system"), List.of(system)))
                        .toList();
            case DATE ->
                Arrays.stream(Grain.values())
                        .map(grain -> list(List.of("grain"), List.of(grain.ordinal())))
                        .toList();
            case NUMBER -> List.of(list(List.of("ranged"), List.of(0)), list(List.of("ranged"), List.of(1)));
            default -> List.of(list(List.of(), List.of()));
        };
    }

    /** The units one after the other; 0 leads the numbers as they were written: last those that have no canonical unit. */
    private List<KeyGroup> quantities() {
        List<Long> units = new ArrayList<>(drivers.numbers(table, "unit", key.param()));
        boolean plain = units.remove((Long) 0L);
        if (key.descending()) {
            Collections.reverse(units);
        }
        List<KeyGroup> groups = new ArrayList<>();
        units.forEach(unit -> groups.add(new KeyGroup(List.of(unit), quantities(unit))));
        if (plain) {
            groups.add(new KeyGroup(Collections.singletonList(null), quantities(0)));
        }
        return groups;
    }

    private List<KeyList> quantities(long unit) {
        List<String> leading = List.of("unit", "ranged");
        return List.of(list(leading, List.of(unit, 0)), list(leading, List.of(unit, 1)));
    }

    /** Of several values of a resource, the one that comes first in the direction of the sort. */
    private KeyList list(List<String> leading, List<Object> fixed) {
        SqlText text = drivers.text().add(" from " + table.tableName() + " d where d.param = ?", key.param());
        List<String> before = new ArrayList<>(List.of("d.param"));
        for (int i = 0; i < leading.size(); i++) {
            text.add(" and d." + leading.get(i) + " = ?", fixed.get(i));
            before.add("d." + leading.get(i));
        }
        boolean plain = table == IndexTable.QUANTITY && fixed.get(0).equals(0L);
        if (table != IndexTable.QUANTITY) {
            text.add(KeyColumns.valued(table, 0, "d"));
        }
        List<String> whole = KeyColumns.whole(table);
        other(text, plain ? "" : KeyColumns.valued(table, 0, OTHER));
        text.add(
                " and (" + (plain ? OTHER + ".unit <> 0 or " : "") + first(plain ? whole.subList(1, 3) : whole) + "))");
        List<String> columns = new ArrayList<>();
        whole.stream().skip(table == IndexTable.QUANTITY ? 1 : 0).forEach(column -> columns.add("d." + column));
        columns.add("d.sort");
        return new KeyList(text.sql(), before, columns, false);
    }

    private String first(List<String> columns) {
        String column = columns.get(0);
        String first = OTHER + "." + column + (key.descending() ? " > " : " < ") + "d." + column;
        return columns.size() == 1
                ? first
                : first + " or " + OTHER + "." + column + " = d." + column + " and ("
                        + first(columns.subList(1, columns.size())) + ")";
    }

    /** Opens the condition that the resource has no other row that is like what follows. */
    private void other(SqlText text, String condition) {
        text.add(" and not exists (select 1 from " + table.tableName() + " " + OTHER + " where ")
                .add(text.names().own(OTHER, "d.pid"))
                .add(" and " + OTHER + ".param + 0 = ?" + condition, key.param());
    }

    private KeyList without() {
        Scan everything = Drivers.everything(type, false);
        SqlText text = drivers.text();
        everything.from(text);
        other(text, KeyColumns.valued(table, 1, OTHER));
        return new KeyList(text.add(")").sql(), everything.leading(), List.of("d.sort"), false);
    }
}
