package org.casebook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseTest;
import org.casebook.jdbc.Sql;
import org.casebook.jdbc.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DatabaseTest
class ResourceStoreTest {
    private static final ResourceKey KEY = new ResourceKey("Patient", "a");

    private final TestDatabase kind;

    @TempDir
    Path folder;

    private ResourceStore store;

    ResourceStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        store = ResourceStore.open(Database.open(kind.create(folder)), (session, changes) -> {});
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void countsVersionsAndWritesThemIntoMeta() {
        StoredResource first = put(KEY, "one");
        StoredResource second = put(KEY, "two");
        assertThat(first.version()).isEqualTo(1);
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.pid()).isEqualTo(first.pid());
        assertThat(second.lastUpdated()).isAfter(first.lastUpdated());
        ObjectNode current = Json.stored(current(KEY).content());
        assertThat(current.path("id").asText()).isEqualTo("a");
        assertThat(current.path("meta").path("versionId").asText()).isEqualTo("2");
        assertThat(current.path("meta").path("lastUpdated").asText()).endsWith("Z");
        assertThat(java.time.Instant.parse(
                        current.path("meta").path("lastUpdated").asText()))
                .isEqualTo(second.lastUpdated());
        assertThat(List.copyOf(current.properties()).get(1).getKey()).isEqualTo("id");
        assertThat(new String(version(KEY, 1).content())).contains("one");
        assertThat(new String(version(KEY, 2).content())).contains("two");
        assertThat(found(KEY, 3)).isEmpty();
        assertThat(found(KEY, 0)).isEmpty();
    }

    @Test
    void keepsTheOtherMetaAndDropsTheServersOwn() {
        ObjectNode sent = patient("x");
        sent.putObject("meta")
                .put("versionId", "77")
                .put("source", "urn:here")
                .putObject("_versionId")
                .put("id", "q");
        StoredResource stored = store.write(unit -> unit.put(KEY, sent, Method.PUT));
        assertThat(Json.stored(stored.content()).get("meta").toString())
                .startsWith("{\"versionId\":\"1\",\"lastUpdated\":\"")
                .endsWith("\"source\":\"urn:here\"}");
    }

    @Test
    void deletionIsAVersionAndAPutRevives() {
        put(KEY, "one");
        StoredResource gone = store.write(unit -> unit.delete(KEY)).orElseThrow();
        assertThat(gone.deleted()).isTrue();
        assertThat(current(KEY).version()).isEqualTo(2);
        assertThat(current(KEY).deleted()).isTrue();
        assertThat(delete(KEY)).isEmpty();
        assertThat(delete(new ResourceKey("Patient", "never"))).isEmpty();
        assertThat(counts()).doesNotContainKey("Patient");
        StoredResource back = put(KEY, "three");
        assertThat(back.version()).isEqualTo(3);
        assertThat(version(KEY, 2).method()).isEqualTo(Method.DELETE);
        assertThat(counts()).containsEntry("Patient", 1L);
    }

    @Test
    void contentOfAnyLengthComesBack() {
        String family = "x".repeat(2_500_000);
        put(KEY, family);
        put(KEY, "short");
        assertThat(Json.stored(version(KEY, 1).content()).path("name").asText()).isEqualTo(family);
        assertThat(Json.stored(current(KEY).content()).path("name").asText()).isEqualTo("short");
    }

    @Test
    void nothingOfAFailedUnitRemains() {
        assertThatThrownBy(() -> store.write(unit -> {
                    unit.put(KEY, patient("x"), Method.PUT);
                    unit.session();
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(counts()).isEmpty();
        assertThat(put(KEY, "y").version()).isEqualTo(1);
    }

    @Test
    void aUnitSeesItsOwnChanges() {
        store.write(unit -> {
            assertThat(unit.current(KEY)).isEmpty();
            unit.put(KEY, patient("x"), Method.PUT);
            assertThat(unit.current(KEY)).isPresent();
            assertThat(unit.session().number(Sql.of("select count(*) from resource")))
                    .isEqualTo(1);
            unit.put(KEY, patient("y"), Method.PUT);
            ResourceKey other = new ResourceKey("Patient", unit.newId());
            unit.put(other, patient("z"), Method.POST);
            unit.put(other, patient("zz"), Method.PUT);
            return unit.delete(KEY);
        });
        assertThat(current(KEY).version()).isEqualTo(3);
        assertThat(version(KEY, 1).lastUpdated()).isBefore(version(KEY, 2).lastUpdated());
        List<StoredResource> all = store.read(reader -> reader.ofType("Patient", 0, 10));
        assertThat(all).hasSize(1);
    }

    @Test
    void listsByPidInTheOrderAskedFor() {
        StoredResource a = put(KEY, "a");
        StoredResource b = put(new ResourceKey("Patient", "b"), "b");
        List<StoredResource> listed = store.read(reader -> reader.byPids(List.of(b.pid(), 999_999_999L, a.pid())));
        assertThat(listed).extracting(resource -> resource.key().id()).containsExactly("b", "a");
    }

    @Test
    void concurrentUpdatesOfOneResourceAllSucceedOneAfterTheOther() throws Exception {
        Set<Long> versions = ConcurrentHashMap.newKeySet();
        inParallel(8, 20, i -> versions.add(put(KEY, "n" + i).version()));
        assertThat(versions).hasSize(160).contains(1L, 160L);
    }

    @Test
    void guardedCreatesLeaveOneResource() throws Exception {
        inParallel(
                8,
                10,
                i -> store.write(unit -> {
                    unit.guard("Patient?identifier=" + i);
                    Sql found = Sql.of("select count(*) from resource where id like ?", "g" + i + "-%");
                    if (unit.session().number(found) == 0) {
                        unit.put(new ResourceKey("Patient", "g" + i + "-" + unit.newId()), patient("g"), Method.POST);
                    }
                    return null;
                }));
        assertThat(counts()).containsEntry("Patient", 10L);
    }

    private void inParallel(int threads, int times, java.util.function.IntConsumer work) throws Exception {
        var pool = Executors.newFixedThreadPool(threads);
        var running = java.util.stream.IntStream.range(0, threads)
                .mapToObj(t -> pool.submit(
                        () -> java.util.stream.IntStream.range(0, times).forEach(work)))
                .toList();
        pool.shutdown();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        for (var one : running) {
            one.get();
        }
    }

    private StoredResource put(ResourceKey key, String name) {
        return store.write(unit -> unit.put(key, patient(name), Method.PUT));
    }

    private Optional<StoredResource> found(ResourceKey key, long version) {
        return store.read(reader -> reader.version(key, version));
    }

    private Optional<StoredResource> delete(ResourceKey key) {
        return store.write(unit -> unit.delete(key));
    }

    private Map<String, Long> counts() {
        return store.read(ReadSession::counts);
    }

    private StoredResource current(ResourceKey key) {
        return store.read(reader -> reader.current(key)).orElseThrow();
    }

    private StoredResource version(ResourceKey key, long version) {
        return store.read(reader -> reader.version(key, version)).orElseThrow();
    }

    private static ObjectNode patient(String name) {
        return Json.object().put("resourceType", "Patient").put("name", name);
    }
}
