package org.casebook.index.tables;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casebook.jdbc.Session;

/** The rows that a unit of work adds and removes, written in the order of their lists. */
final class RowChanges {
    private final Session session;
    private final RowNames names;
    private final Map<IndexTable, List<Added>> added = new EnumMap<>(IndexTable.class);
    private final Map<IndexTable, List<Object[]>> removed = new EnumMap<>(IndexTable.class);
    private final WordChanges words;
    private final boolean thorough;

    /** @param thorough whether rows that should be there because others are there are looked for too */
    RowChanges(Session session, boolean thorough) {
        this.session = session;
        this.thorough = thorough;
        this.words = new WordChanges(session);
        this.names = RowNames.of(session.dialect());
    }

    /** The rows of a resource that has none yet; the first of them becomes number 0 of its table. */
    void add(long pid, List<IndexRow> rows) {
        Map<IndexTable, Integer> next = new EnumMap<>(IndexTable.class);
        for (IndexRow row : rows) {
            add(pid, next.merge(row.table(), 1, Integer::sum) - 1, row);
        }
        words.replace(pid, List.of(), rows);
    }

    /** Makes the rows of a resource these, and touches only those that differ from what is there. */
    void replace(long pid, List<IndexRow> wanted) {
        for (IndexTable table : IndexTable.values()) {
            replace(
                    table,
                    pid,
                    wanted.stream().filter(row -> row.table() == table).toList());
        }
    }

    private void replace(IndexTable table, long pid, List<IndexRow> wanted) {
        Set<IndexRow> missing = new HashSet<>(wanted);
        Set<IndexRow> before = new HashSet<>();
        BitSet used = new BitSet();
        session.each(names.select(table, pid), result -> {
            int number = names.number(result.getLong(1));
            IndexRow there = new IndexRow(table, table.read(result, 2));
            if (table == IndexTable.TEXT) {
                before.add(there);
            }
            if (missing.remove(there)) {
                used.set(number);
            } else {
                removed.computeIfAbsent(table, t -> new ArrayList<>()).add(names.name(pid, number));
            }
        });
        for (int i = 0; i < wanted.size(); i++) {
            IndexRow row = wanted.get(i);
            if (missing.contains(row)) {
                boolean first = table == IndexTable.TOKEN && i == 0;
                int number = first ? 0 : used.nextClearBit(table == IndexTable.TOKEN ? 1 : 0);
                used.set(number);
                add(pid, number, row);
            }
        }
        if (table == IndexTable.TEXT) {
            words.replace(pid, before, Set.copyOf(wanted));
            if (thorough) {
                words.complete(pid, wanted);
            }
        }
    }

    private void add(long pid, int number, IndexRow row) {
        added.computeIfAbsent(row.table(), t -> new ArrayList<>()).add(new Added(pid, number, row));
    }

    /** How many rows would be added and removed. */
    int count() {
        return added.values().stream().mapToInt(List::size).sum()
                + removed.values().stream().mapToInt(List::size).sum()
                + words.count();
    }

    void write() {
        removed.forEach((table, rows) -> session.batch(names.delete(table), rows));
        added.forEach((table, rows) -> {
            rows.sort(Comparator.comparing(Added::row, inListOrder(table)).thenComparingLong(Added::pid));
            session.insert(
                    names.insert(table),
                    rows.stream().map(a -> names.row(a.pid, a.number, a.row)).toList());
        });
        words.write();
    }

    /** Neighbours of a list are written one after the other: a page of its tree is then touched once. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Comparator<IndexRow> inListOrder(IndexTable table) {
        return (a, b) -> {
            for (int i = 0; i < table.listed(); i++) {
                Comparable left = (Comparable) a.values().get(i);
                Comparable right = (Comparable) b.values().get(i);
                int order = left == null || right == null ? 0 : left.compareTo(right);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private record Added(long pid, int number, IndexRow row) {}
}
