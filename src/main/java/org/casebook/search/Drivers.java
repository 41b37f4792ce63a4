package org.casebook.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.casebook.index.tables.Grain;
import org.casebook.index.tables.IndexTable;
import org.casebook.index.tables.ParameterKey;
import org.casebook.index.tables.RowNames;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/** The small queries with which a plan finds out where to start. One for each search, over its snapshot. */
final class Drivers {
    /** More resources than this are not taken to be a set to start from. */
    static final int MOST = 20_000;

    private static final int CHUNK = 100;
    private final Session session;
    private final RowNames names;
    private final Estimates estimates;
    private final Trace trace;

    Drivers(Session session, Estimates estimates, Trace trace) {
        this.session = session;
        this.names = RowNames.of(session.dialect());
        this.estimates = estimates;
        this.trace = trace;
    }

    Session session() {
        return session;
    }

    Trace trace() {
        return trace;
    }

    SqlText text() {
        return new SqlText(names);
    }

    /** The systems that the tokens of a parameter have. */
    List<Long> systems(int param) {
        return numbers(IndexTable.TOKEN, "system", param);
    }

    /**
     * The numbers that follow the parameter in its list, each found by one step into it. Asked for from the next number on,
     * because H2 reads all equal rows before it comes to the greater ones.
     */
    List<Long> numbers(IndexTable table, String column, int param) {
        String select = "select " + column + " from " + table.tableName() + " where param = ?";
        String order = " order by param, " + column + " limit 1";
        List<Long> numbers = new ArrayList<>();
        Optional<Long> next = session.first(Sql.of(select + order, param), row -> row.getLong(1));
        while (next.isPresent()) {
            numbers.add(next.get());
            next = session.first(
                    Sql.of(select + " and " + column + " >= ?" + order, param, next.get() + 1), row -> row.getLong(1));
        }
        return numbers;
    }

    /** How long the longest of the dates of a parameter can be. */
    long longest(int param) {
        return session.first(
                        Sql.of(
                                "select grain from index_date where param = ? order by param desc, grain desc limit 1",
                                param),
                        row -> Grain.values()[row.getInt(1)].longest())
                .orElse(0L);
    }

    /** The resources of a type with these ids. */
    long[] pids(String type, List<String> ids) {
        LongStream.Builder pids = LongStream.builder();
        for (List<String> some : chunks(ids)) {
            SqlText sql = text().add("select pid from resource where type = ? and id in (", type);
            sql.join(padded(some), ", ", (s, id) -> s.add("?", id)).add(") and deleted = false");
            session.each(sql.sql(), row -> pids.add(row.getLong(1)));
        }
        return pids.build().distinct().toArray();
    }

    /** The resources of a type that meet a criterion, if they are not too many. */
    Optional<long[]> pids(String type, Criterion criterion) {
        return pids(type, criterion, MOST);
    }

    private Optional<long[]> pids(String type, Criterion criterion, int most) {
        TypePlan plan = new TypePlan(this, type, false, flat(criterion));
        return plan.isShorterThan(most) ? plan.pids(most) : Optional.empty();
    }

    /** The same for contained resources. */
    Optional<long[]> contained(String type, Criterion criterion) {
        SqlText any = text().add("select d.pid");
        everything(type, true).from(any);
        if (session.first(any.add(" limit 1").sql(), row -> row.getLong(1)).isEmpty()) {
            return Optional.of(new long[0]);
        }
        TypePlan plan = new TypePlan(this, type, true, flat(criterion));
        return plan.isShorterThan(MOST) ? plan.pids(MOST) : Optional.empty();
    }

    static List<Criterion> flat(Criterion criterion) {
        return criterion instanceof AllCriterion all ? all.all() : List.of(criterion);
    }

    /** Their logical ids, unless there are more than so many. */
    Optional<List<String>> ids(String type, Criterion criterion, int most) {
        if (criterion instanceof IdCriterion given) {
            return Optional.of(ids(pids(type, given.ids())));
        }
        return pids(type, criterion, Math.max(most, MOST))
                .filter(pids -> pids.length <= most)
                .map(this::ids);
    }

    private List<String> ids(long[] pids) {
        List<String> ids = new ArrayList<>(pids.length);
        if (pids.length > 0) {
            SqlText sql = text().add("select r.id from " + names.values("s", "pid bigint"), pids);
            session.each(sql.add(" join resource r on r.pid = s.pid").sql(), row -> ids.add(row.getString(1)));
        }
        return ids;
    }

    /** The urls of the resources of a type that meet a criterion, if they are not too many. */
    Optional<List<String>> urls(String type, Criterion criterion, int param) {
        return pids(type, criterion).map(pids -> {
            List<String> urls = new ArrayList<>();
            for (long pid : pids) {
                SqlText sql = text().add("select u.val from index_uri u where ")
                        .add(names.own("u", Long.toString(pid)))
                        .add(" and u.param + 0 = ?", param);
                session.each(sql.sql(), row -> urls.add(row.getString(1)));
            }
            return urls;
        });
    }

    /** The resources of a type to which these refer by a parameter. */
    long[] targets(long[] sources, int param, String type) {
        if (sources.length == 0) {
            return sources;
        }
        LongStream.Builder pids = LongStream.builder();
        SqlText sql = references(sources, "t.pid", " join resource t on t.type = ? and t.id = r.target", type);
        sql.add(" where t.deleted = false and r.param + 0 = ? and r.type = ?", param, type);
        session.each(sql.sql(), row -> pids.add(row.getLong(1)));
        return pids.build().distinct().toArray();
    }

    /** Their ids. */
    List<String> targetIds(long[] sources, int param, String type) {
        List<String> ids = new ArrayList<>();
        SqlText sql = references(sources, "r.target", "").add(" where r.param + 0 = ? and r.type = ?", param, type);
        session.each(sql.sql(), row -> ids.add(row.getString(1)));
        return ids.stream().distinct().toList();
    }

    /** The rows of the references of some resources. */
    private SqlText references(long[] sources, String column, String join, Object... binds) {
        return text().add("select " + column + " from " + names.values("s", "pid bigint"), sources)
                .add(" join index_reference r on " + names.own("r", "s.pid"))
                .add(join, binds);
    }

    /** The numbers that a query answers, if they are not too many. */
    Optional<long[]> capped(SqlText query) {
        LongStream.Builder pids = LongStream.builder();
        int[] count = new int[1];
        session.each(query.add(" limit ?", MOST + 1).sql(), row -> {
            pids.add(row.getLong(1));
            count[0]++;
        });
        return count[0] > MOST
                ? Optional.empty()
                : Optional.of(pids.build().distinct().toArray());
    }

    /** All resources of a set, if they are not too many. */
    Optional<long[]> all(Driver driver) {
        if (driver instanceof Driver.Pids known) {
            return Optional.of(known.pids());
        }
        LongStream.Builder pids = LongStream.builder();
        int left = MOST;
        for (Scan scan : ((Driver.Lists) driver).scans()) {
            SqlText sql = text().add("select d.pid");
            scan.from(sql);
            Optional<long[]> some = capped(sql);
            if (some.isEmpty() || some.get().length > left) {
                return Optional.empty();
            }
            left -= some.get().length;
            Arrays.stream(some.get()).forEach(pids);
        }
        return Optional.of(pids.build().distinct().toArray());
    }

    /** How many rows a set has, counted up to a limit. */
    long estimate(Driver driver, int limit) {
        if (driver instanceof Driver.Pids known) {
            return known.pids().length;
        }
        long count = 0;
        for (Scan scan : ((Driver.Lists) driver).scans()) {
            SqlText sql = text().add("select 1");
            scan.from(sql);
            count += estimates.count(session, sql.add(" limit ?", limit).sql());
            if (count >= limit) {
                break;
            }
        }
        return count;
    }

    /** The list of all resources of a type. */
    static Scan everything(String type, boolean contained) {
        return new Scan(
                IndexTable.TOKEN,
                ParameterKey.everyResource(type, contained),
                new Scan.Range("d.system = 0 and d.code = ''", List.of(), List.of("system", "code"), true));
    }

    static <T> List<List<T>> chunks(List<T> all) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            chunks.add(all.subList(from, Math.min(from + CHUNK, all.size())));
        }
        return chunks;
    }

    /** Made up to one of a few lengths by repeating the first: few statements are then prepared. */
    static <T> List<T> padded(List<T> some) {
        int length = some.size() == 1 ? 1 : some.size() <= 10 ? 10 : some.size() <= 25 ? 25 : CHUNK;
        List<T> padded = new ArrayList<>(some);
        while (padded.size() < length) {
            padded.add(some.get(0));
        }
        return padded;
    }
}
