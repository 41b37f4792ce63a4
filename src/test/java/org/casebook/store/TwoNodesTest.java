package org.casebook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.tables.IndexWriter;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.jdbc.Sql;
import org.casebook.jdbc.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two stores on one PostgreSQL, as two server processes have them; and a PostgreSQL that goes away and comes back. */
class TwoNodesTest {
    private static final IndexWriter NO_INDEX = (session, changes) -> {};

    @TempDir
    Path folder;

    @Test
    void whicheverNodeIsAskedTheAnswerIsRight() throws Exception {
        DatabaseAddress address = TestPostgres.create();
        try (ResourceStore one = open(address);
                ResourceStore two = open(address)) {
            ResourceKey shared = new ResourceKey("Patient", "shared");
            Map<Integer, String> created = new ConcurrentHashMap<>();
            var pool = Executors.newFixedThreadPool(8);
            List<java.util.concurrent.Future<?>> running = new java.util.ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                ResourceStore node = thread % 2 == 0 ? one : two;
                running.add(pool.submit(() -> {
                    for (int i = 0; i < 15; i++) {
                        node.write(unit -> unit.put(shared, patient(), Method.PUT));
                        String id = conditionalCreate(node, i);
                        assertThat(created.merge(i, id, (a, b) -> a)).isEqualTo(id);
                    }
                }));
            }
            pool.shutdown();
            assertThat(pool.awaitTermination(120, TimeUnit.SECONDS)).isTrue();
            for (var each : running) {
                each.get();
            }
            assertThat(version(one, shared)).isEqualTo(120);
            assertThat(version(two, shared)).isEqualTo(120);
            assertThat(pagedByTurns(one, two)).hasSize(135).doesNotHaveDuplicates();
        }
    }

    @Test
    void aRestartOfTheDatabaseIsBusyAndThenOver() throws Exception {
        try (TestPostgres server = TestPostgres.own(folder)) {
            DatabaseAddress address = server.database("restarted");
            try (ResourceStore store = open(address)) {
                ResourceKey key = new ResourceKey("Patient", "p");
                store.write(unit -> unit.put(key, patient(), Method.PUT));
                server.kill();
                assertThatThrownBy(() -> store.write(unit -> unit.put(key, patient(), Method.PUT)))
                        .isInstanceOfSatisfying(
                                CasebookException.class,
                                e -> assertThat(e.category()).isEqualTo(ErrorCategory.BUSY));
                assertThatThrownBy(() -> store.read(reader -> reader.current(key)))
                        .isInstanceOfSatisfying(
                                CasebookException.class,
                                e -> assertThat(e.category()).isEqualTo(ErrorCategory.BUSY));
                server.start();
                assertThat(store.write(unit -> unit.put(key, patient(), Method.PUT))
                                .version())
                        .isEqualTo(2);
                assertThat(version(store, key)).isEqualTo(2);
            }
        }
    }

    private static List<String> pagedByTurns(ResourceStore one, ResourceStore two) {
        List<String> versions = new java.util.ArrayList<>();
        HistoryQuery query = HistoryQuery.of(new HistoryScope.System());
        ResourceStore node = one;
        while (query != null) {
            HistoryQuery asked = query;
            HistoryPage page = node.read(reader -> reader.history(asked, 20));
            page.versions().forEach(version -> versions.add(version.key() + " " + version.version()));
            ResourceStore other = node == one ? two : one;
            other.write(unit -> unit.put(new ResourceKey("Patient", "shared"), patient(), Method.PUT));
            node = other;
            query = page.next() == null ? null : asked.after(page.marker(), page.next());
        }
        return versions;
    }

    private static String conditionalCreate(ResourceStore node, int i) {
        String prefix = "c" + i + "-";
        return node.write(unit -> {
            unit.guard("Patient?identifier=" + i);
            return unit.session()
                    .first(
                            Sql.of("select id from resource where type = 'Patient' and id like ?", prefix + "%"),
                            row -> row.getString(1))
                    .orElseGet(() -> {
                        String id = prefix + unit.newId();
                        unit.put(new ResourceKey("Patient", id), patient(), Method.POST);
                        return id;
                    });
        });
    }

    private static long version(ResourceStore store, ResourceKey key) {
        return store.read(reader -> reader.current(key)).orElseThrow().version();
    }

    private static ResourceStore open(DatabaseAddress address) {
        return ResourceStore.open(Database.open(address), NO_INDEX);
    }

    private static ObjectNode patient() {
        return Json.object().put("resourceType", "Patient");
    }
}
