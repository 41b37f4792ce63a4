package org.casebook.search;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.casebook.index.tables.IndexTable;
import org.casebook.jdbc.Dialect;

/**
 * {@code _text} or {@code _content} (R4 section 3.1.1.4.3): words in the narrative, or in the whole resource. Their lists
 * lead to the resources; of contained resources, which have none, each is asked.
 *
 * @param param the number of the parameter on the type
 */
record WordCriterion(String name, int param, boolean contained, List<WordTest> anyOf) implements Criterion {

    WordCriterion {
        anyOf = List.copyOf(anyOf);
    }

    private RowCriterion rows() {
        return new RowCriterion(name, IndexTable.TEXT, param, List.copyOf(anyOf), false);
    }

    @Override
    public void probe(SqlText sql, Outer outer) {
        rows().probe(sql, outer);
    }

    @Override
    public boolean excludesDeleted() {
        return true;
    }

    @Override
    public Optional<Driver> driver(Drivers drivers) {
        if (contained) {
            return Optional.empty();
        }
        if (drivers.session().dialect() == Dialect.POSTGRESQL) {
            return rows().driver(drivers);
        }
        WordLists lists = new WordLists(drivers, param);
        LongStream.Builder all = LongStream.builder();
        for (WordTest test : anyOf) {
            Optional<long[]> pids = lists.pids(test);
            if (pids.isEmpty()) {
                return Optional.empty();
            }
            LongStream.of(pids.get()).forEach(all);
        }
        return Optional.of(new Driver.Pids(all.build().distinct().toArray()));
    }

    /** Its driver reads more than a count. */
    @Override
    public int effort() {
        return 2;
    }

    @Override
    public String words() {
        return rows().words();
    }
}
