package org.casebook.store.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.jdbc.Sql;
import org.casebook.store.ReadSession;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;

/** Compares a store with what its clients were told. */
final class Check {
    private Check() {}

    /** Every acknowledged write is there, no transaction in part, no index row too many or too few. */
    static void all(ResourceStore store, Collection<String> acknowledgements) {
        store.read(reader -> {
            for (String acknowledgement : acknowledgements) {
                acknowledged(reader, acknowledgement.split(" "));
            }
            wholeTransactions(reader);
            oneOfEachConditional(reader);
            index(reader);
            versions(reader);
            return null;
        });
    }

    private static void acknowledged(ReadSession reader, String[] words) {
        switch (words[0]) {
            case "V" -> version(reader, words);
            case "T" -> transaction(reader, words[1]);
            case "C" ->
                assertThat(reader.current(new ResourceKey("Group", words[1])))
                        .as("conditional create " + words[1])
                        .isPresent();
            default -> throw new AssertionError("not an acknowledgement: " + String.join(" ", words));
        }
    }

    private static void version(ReadSession reader, String[] words) {
        String[] key = words[1].split("/");
        StoredResource version = reader.version(new ResourceKey(key[0], key[1]), Long.parseLong(words[2]))
                .orElseThrow(() -> new AssertionError("lost: " + String.join(" ", words)));
        assertThat(Arrays.hashCode(version.content())).as(words[1]).isEqualTo(Integer.parseInt(words[3]));
    }

    private static void transaction(ReadSession reader, String name) {
        for (int i = 0; i < Writers.IN_TRANSACTION; i++) {
            assertThat(reader.current(new ResourceKey("Observation", "t-" + name + "-" + i)))
                    .as("transaction " + name)
                    .isPresent();
        }
    }

    private static void wholeTransactions(ReadSession reader) {
        Map<String, Integer> sizes = new HashMap<>();
        reader.session().each(Sql.of("select id from resource where type = 'Observation'"), row -> {
            String id = row.getString(1);
            sizes.merge(id.substring(0, id.lastIndexOf('-')), 1, Integer::sum);
        });
        assertThat(sizes.values()).allMatch(size -> size == Writers.IN_TRANSACTION);
    }

    private static void oneOfEachConditional(ReadSession reader) {
        String twice = "select count(*) from (select note from probe where note like 'only %' group by note"
                + " having count(*) > 1) twice";
        assertThat(reader.session().number(Sql.of(twice))).as("duplicates").isZero();
    }

    private static void index(ReadSession reader) {
        Map<Long, String> expected = new HashMap<>();
        reader.session()
                .each(
                        Sql.of("select pid, content from resource where deleted = false"),
                        row -> expected.put(
                                row.getLong(1),
                                Json.stored(row.getBytes(2)).path("note").asText()));
        assertThat(ProbeIndex.rows(reader.session())).isEqualTo(expected);
    }

    private static void versions(ReadSession reader) {
        String holes = "select count(*) from resource r where r.version - 1 <>"
                + " (select count(*) from superseded s where s.pid = r.pid)";
        assertThat(reader.session().number(Sql.of(holes)))
                .as("histories with holes")
                .isZero();
    }
}
