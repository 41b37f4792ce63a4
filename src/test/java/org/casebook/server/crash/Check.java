package org.casebook.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.SearchParameters;
import org.casebook.index.tables.IndexTables;
import org.casebook.index.tables.ParameterRegistry;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.jdbc.Sql;
import org.casebook.server.crash.Writes.Version;
import org.casebook.store.ReadSession;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;
import org.casebook.store.Verify;
import org.casebook.validation.CaseLibrary;

/** Opens a store after a crash, and compares it with what its clients were told. */
final class Check {
    private Check() {}

    /** Every acknowledged write is there, no transaction in part, no index row too many or too few. */
    static void all(DatabaseAddress address, Acknowledgements told) {
        ParameterRegistry parameters = parameters();
        IndexTables index = new IndexTables(parameters);
        try (ResourceStore store = ResourceStore.open(Database.open(address), index)) {
            store.read(reader -> {
                told.versions().forEach(version -> version(reader, version));
                told.transactions().forEach(name -> transaction(reader, name));
                wholeTransactions(reader);
                conditional(reader, told.conditional());
                withoutHoles(reader);
                return null;
            });
            Verify.Report report = Verify.run(store, index, count -> {});
            assertThat(report.problems()).as("verify").isEmpty();
            assertThat(report.resources()).isPositive();
        }
    }

    /** What the server has in force. */
    static ParameterRegistry parameters() {
        SearchParameters base = SearchParameters.r4()
                .with(CaseLibrary.shipped().definitions("SearchParameter").stream()
                        .map(SearchParameters::read)
                        .toList());
        return new ParameterRegistry(base, Set.of());
    }

    private static void version(ReadSession reader, Version told) {
        StoredResource version =
                reader.version(told.key(), told.number()).orElseThrow(() -> new AssertionError("lost: " + told));
        int hash = version.deleted() ? 0 : Arrays.hashCode(version.content());
        assertThat(hash).as(told.toString()).isEqualTo(told.hash());
    }

    private static void transaction(ReadSession reader, String name) {
        assertThat(reader.current(new ResourceKey("Patient", "t-" + name)))
                .as("patient of transaction " + name)
                .isPresent();
        for (int i = 0; i < Writers.OBSERVATIONS; i++) {
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
        assertThat(sizes.values()).as("transactions in part").allMatch(size -> size == Writers.OBSERVATIONS);
        sizes.keySet()
                .forEach(id -> assertThat(reader.current(new ResourceKey("Patient", id)))
                        .as("patient " + id)
                        .isPresent());
    }

    private static void conditional(ReadSession reader, Map<String, String> told) {
        Map<String, String> found = new HashMap<>();
        reader.session().each(Sql.of("select id, content from resource where type = 'Organization'"), row -> {
            JsonNode organization = Json.stored(row.getBytes(2));
            String identifier =
                    organization.path("identifier").path(0).path("value").asText();
            assertThat(found.put(identifier, row.getString(1)))
                    .as("a second " + identifier)
                    .isNull();
        });
        assertThat(found).containsAllEntriesOf(told);
    }

    private static void withoutHoles(ReadSession reader) {
        String holes = "select count(*) from resource r where r.version - 1 <>"
                + " (select count(*) from superseded s where s.pid = r.pid)";
        assertThat(reader.session().number(Sql.of(holes)))
                .as("histories with holes")
                .isZero();
    }
}
