package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.casebook.index.tables.WordKeys;
import org.casebook.jdbc.Sql;

/** The lists of words of one parameter on H2 (see V11__words.sql). */
final class WordLists {
    private static final List<Integer> STEPS = List.of(64, 1_000, Drivers.MOST);
    private final Drivers drivers;
    private final int param;

    WordLists(Drivers drivers, int param) {
        this.drivers = drivers;
        this.param = param;
    }

    /** The resources with all of these words; empty when each of the words has a list that is too long. */
    Optional<long[]> pids(WordTest test) {
        return shortest(test.all()).map(candidates -> confirmed(candidates, test));
    }

    /** Lists are counted a little, then a little more, so that a frequent word beside a rare one costs nothing. */
    private Optional<long[]> shortest(List<String> words) {
        for (int most : STEPS) {
            for (String word : words) {
                long[] list = list(word, most + 1);
                if (list.length <= most) {
                    return Optional.of(list);
                }
            }
        }
        return Optional.empty();
    }

    private long[] list(String word, int most) {
        long first = WordKeys.first(param, word);
        Sql range = Sql.of(
                "select id from index_word where id between ? and ? order by id limit ?",
                first,
                WordKeys.last(first),
                most);
        LongStream.Builder pids = LongStream.builder();
        drivers.session().each(range, row -> pids.add(WordKeys.pid(row.getLong(1))));
        return pids.build().toArray();
    }

    /** A resource has at most two rows of words, for {@code _text} and {@code _content}: the numbers 0 and 1. */
    private long[] confirmed(long[] candidates, WordTest test) {
        LongStream.Builder pids = LongStream.builder();
        for (List<Long> some : Drivers.chunks(LongStream.of(candidates).boxed().toList())) {
            List<Long> ids = new ArrayList<>();
            for (Long pid : Drivers.padded(some)) {
                ids.add(pid << 20);
                ids.add(pid << 20 | 1);
            }
            SqlText sql = drivers.text().add("select d.pid from index_text d where d.id in (");
            sql.join(ids, ", ", (s, id) -> s.add("?", id)).add(") and d.param + 0 = ? and ", param);
            test.condition(sql, "d.");
            drivers.session().each(sql.sql(), row -> pids.add(row.getLong(1)));
        }
        return pids.build().toArray();
    }
}
