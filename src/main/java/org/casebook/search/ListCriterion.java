package org.casebook.search;

import java.util.List;
import java.util.Optional;

/**
 * {@code _list} (R4 section 3.1.1.5.7): the resource is an item of the List.
 *
 * @param type the type that is searched
 * @param param the number of the items of a List
 */
record ListCriterion(String type, int param, List<String> lists) implements Criterion {

    ListCriterion {
        lists = List.copyOf(lists);
    }

    @Override
    public void probe(SqlText sql, Outer outer) {
        String own = sql.alias();
        String list = sql.alias();
        String row = sql.alias();
        sql.add("exists (select 1 from resource " + own + " where " + own + ".pid = " + outer.pid()
                + " and exists (select 1 from resource " + list + " where " + list + ".type = 'List' and " + list
                + ".id in (");
        sql.join(lists, ", ", (s, id) -> s.add("?", id));
        sql.add(") and exists (select 1 from index_reference " + row + " where ")
                .add(sql.names().own(row, list + ".pid"))
                .add(
                        " and " + row + ".param + 0 = ? and " + row + ".target = " + own + ".id and " + row
                                + ".type = ?)))",
                        param,
                        type);
    }

    @Override
    public Optional<Driver> driver(Drivers drivers) {
        return Optional.of(new Driver.Pids(drivers.targets(drivers.pids("List", lists), param, type)));
    }

    @Override
    public String words() {
        return "is an item of List " + String.join(" or ", lists);
    }
}
