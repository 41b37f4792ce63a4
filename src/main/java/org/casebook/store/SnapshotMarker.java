package org.casebook.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.casebook.jdbc.Dialect;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/**
 * A state of the store that can be named later, and by another process: the transactions below a number, without those
 * that were under way at that moment. The links of a paged answer carry it, so that pages do not shift.
 */
public record SnapshotMarker(long end, List<Long> underWay) {

    public SnapshotMarker {
        underWay = List.copyOf(underWay);
    }

    static SnapshotMarker of(Session session) {
        if (session.dialect() == Dialect.H2) {
            return new SnapshotMarker(session.number(Sql.of("select txn from store_state")) + 1, List.of());
        }
        return session.first(
                        Sql.of("select pg_current_snapshot()::text, txn_offset from store_state"),
                        row -> ofPostgres(row.getString(1), row.getLong(2)))
                .orElseThrow();
    }

    /** PostgreSQL writes {@code xmin:xmax:xid,xid}; everything below xmin is over. */
    private static SnapshotMarker ofPostgres(String snapshot, long offset) {
        String[] parts = snapshot.split(":", -1);
        List<Long> underWay = new ArrayList<>();
        for (String number : parts[2].isEmpty() ? new String[0] : parts[2].split(",")) {
            underWay.add(Long.parseLong(number) + offset);
        }
        return new SnapshotMarker(Long.parseLong(parts[1]) + offset, underWay);
    }

    /** Reads what {@link #toString} has written; throws IllegalArgumentException for anything else. */
    public static SnapshotMarker parse(String text) {
        List<Long> numbers = Arrays.stream(text.split("\\.")).map(Long::valueOf).toList();
        return new SnapshotMarker(numbers.get(0), numbers.subList(1, numbers.size()));
    }

    /** The condition that a row of this transaction number belongs to this state. */
    public Sql visible(String txnColumn) {
        List<Object> binds = new ArrayList<>();
        binds.add(end);
        binds.addAll(underWay);
        String others =
                underWay.isEmpty() ? "" : " and " + txnColumn + " not in (" + "?, ".repeat(underWay.size() - 1) + "?)";
        return new Sql(txnColumn + " < ?" + others, binds);
    }

    @Override
    public String toString() {
        return underWay.isEmpty()
                ? Long.toString(end)
                : end + underWay.stream().map(number -> "." + number).collect(Collectors.joining());
    }
}
