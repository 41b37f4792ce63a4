package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.casebook.index.tables.ContainedReferences;
import org.casebook.index.tables.IndexTable;
import org.casebook.index.tables.Keys;
import org.jspecify.annotations.Nullable;

/**
 * A chain (R4 section 3.1.1.4.14): the target of a reference must be like this.
 *
 * @param name the parameter as it stands in the query
 * @param param the number that leads the list of the reference
 * @param hops one for each type that the target may have
 */
record ChainCriterion(String name, int param, List<Hop> hops) implements Criterion {
    /** More lists than this are not read beside each other. */
    private static final int MOST_LISTS = 1000;

    /** More contained targets are not looked up one by one. */
    private static final int MOST_INSIDE = 1000;

    /**
     * What a target of this type must be like.
     *
     * @param contained what it must be like if it is contained; null: not followed there
     * @param url the number that leads the list of the urls of the type, for canonicals; null: the type has none
     */
    record Hop(
            String type,
            Criterion criterion,
            @Nullable Criterion contained,
            @Nullable Integer url) {

        Hop with(UnaryOperator<Criterion> change) {
            return new Hop(type, change.apply(criterion), contained == null ? null : change.apply(contained), url);
        }
    }

    /** What leads the list of the references to one resource: logical id, url, or the mark of a contained one. */
    record Target(String value, String type) {}

    ChainCriterion {
        hops = List.copyOf(hops);
    }

    @Override
    public void probe(SqlText sql, Outer outer) {
        String row = sql.alias();
        sql.add("exists (select 1 from index_reference " + row + " where ")
                .add(sql.names().own(row, outer.pid()))
                .add(" and " + row + ".param + 0 = ? and (", param);
        sql.join(hops, " or ", (s, hop) -> hop(s, row, hop)).add("))");
    }

    @Override
    public boolean excludesDeleted() {
        return true;
    }

    /** What is deleted is left out only where the criterion does not: to see it takes the whole row. */
    private static void hop(SqlText sql, String row, Hop hop) {
        String target = sql.alias();
        sql.add(
                "(" + row + ".type = ? and exists (select 1 from resource " + target + " where " + target
                        + ".type = ? and " + target + ".id = " + row + ".target and "
                        + (hop.criterion.excludesDeleted() ? "" : target + ".deleted = false and "),
                hop.type,
                hop.type);
        hop.criterion.probe(sql, Outer.of(target));
        sql.add("))");
        if (hop.contained != null) {
            inside(sql, row, hop.type, hop.contained);
        }
        if (hop.url != null) {
            canonical(sql, row, hop, hop.url);
        }
    }

    /** A chained condition is evaluated inside contained resources, too (R4 section 3.1.1.5.6). */
    private static void inside(SqlText sql, String row, String type, Criterion criterion) {
        String target = sql.alias();
        String pid = "case when " + row + ".target like '#%' then cast(substring(" + row
                + ".target from 2) as bigint) else -1 end";
        sql.add(
                " or (" + row + ".type = ? and " + row + ".target like '#%' and exists (select 1 from index_token "
                        + target + " where ",
                type);
        sql.add(sql.names().first(target, "(" + pid + ")") + " and ");
        criterion.probe(sql, Outer.of(target));
        sql.add("))");
    }

    private static void canonical(SqlText sql, String row, Hop hop, int url) {
        String target = sql.alias();
        sql.add(
                " or (" + row + ".type = '' and exists (select 1 from index_uri " + target + " where " + target
                        + ".param = ? and " + target + ".val = " + row + ".target and ",
                url);
        hop.criterion.probe(sql, Outer.of(target));
        sql.add("))");
    }

    @Override
    public Optional<Driver> driver(Drivers drivers) {
        return targets(drivers, MOST_LISTS)
                .map(targets ->
                        new Driver.Lists(targets.stream().map(this::list).toList()));
    }

    /** What matches at the other end of the reference, unless it is more than so many of a type. */
    Optional<List<Target>> targets(Drivers drivers, int most) {
        List<Target> targets = new ArrayList<>();
        for (Hop hop : hops) {
            Optional<List<String>> ids = drivers.ids(hop.type, hop.criterion, most);
            Optional<long[]> inside = ids.isEmpty() ? Optional.empty() : inside(drivers, hop);
            if (ids.isEmpty() || inside.isEmpty()) {
                return Optional.empty();
            }
            ids.get().forEach(id -> targets.add(new Target(Keys.uri(id), hop.type)));
            for (long pid : inside.get()) {
                targets.add(new Target(ContainedReferences.MARK + Long.toString(pid), hop.type));
            }
            if (hop.url != null) {
                Optional<List<String>> urls = drivers.urls(hop.type, hop.criterion, hop.url);
                if (urls.isEmpty()) {
                    return Optional.empty();
                }
                urls.get().forEach(url -> targets.add(new Target(url, "")));
            }
        }
        return Optional.of(targets);
    }

    private static Optional<long[]> inside(Drivers drivers, Hop hop) {
        return hop.contained == null
                ? Optional.of(new long[0])
                : drivers.contained(hop.type, hop.contained).filter(pids -> pids.length <= MOST_INSIDE);
    }

    private Scan list(Target target) {
        return new Scan(
                IndexTable.REFERENCE,
                param,
                new Scan.Range(
                        "d.target = ? and d.type = ?",
                        List.of(target.value, target.type),
                        List.of("target", "type"),
                        true));
    }

    @Override
    public int effort() {
        return 2 + hops.stream().mapToInt(hop -> hop.criterion.effort()).max().orElse(0);
    }

    @Override
    public String words() {
        return name + " leads to "
                + String.join(
                        " or ",
                        hops.stream()
                                .map(hop -> hop.type + " with " + hop.criterion.words())
                                .toList());
    }
}
