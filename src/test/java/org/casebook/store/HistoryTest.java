package org.casebook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseTest;
import org.casebook.jdbc.Sql;
import org.casebook.jdbc.TestDatabase;
import org.casebook.store.journal.RealDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DatabaseTest
class HistoryTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ResourceKey A = new ResourceKey("Patient", "a");
    private static final ResourceKey B = new ResourceKey("Patient", "b");
    private static final ResourceKey O = new ResourceKey("Observation", "o");

    private final TestDatabase kind;
    private final SetClock clock = new SetClock();

    @TempDir
    Path folder;

    private ResourceStore store;

    HistoryTest(TestDatabase kind) {
        this.kind = kind;
    }

    /** Minute 0: a1 and o1 in one transaction; 1: a2; 2: b1; 3: a deleted; 4: o2; 5: a4. */
    @BeforeEach
    void open() {
        store = ResourceStore.open(Database.open(kind.create(folder)), (session, changes) -> {}, clock, new RealDisk());
        store.write(unit -> List.of(unit.put(A, resource(A), Method.POST), unit.put(O, resource(O), Method.POST)));
        at(1, () -> store.write(unit -> unit.put(A, resource(A), Method.PUT)));
        at(2, () -> store.write(unit -> unit.put(B, resource(B), Method.POST)));
        at(3, () -> store.write(unit -> unit.delete(A)));
        at(4, () -> store.write(unit -> unit.put(O, resource(O), Method.PATCH)));
        at(5, () -> store.write(unit -> unit.put(A, resource(A), Method.PUT)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void tellsNewestFirstAtEveryLevel() {
        assertThat(told(instance(A))).containsExactly("a4 PUT", "a3 DELETE", "a2 PUT", "a1 POST");
        assertThat(told(type("Patient"))).containsExactly("a4 PUT", "a3 DELETE", "b1 POST", "a2 PUT", "a1 POST");
        assertThat(told(HistoryQuery.of(new HistoryScope.System())))
                .startsWith("a4 PUT", "o2 PATCH", "a3 DELETE", "b1 POST", "a2 PUT")
                .hasSize(7);
        assertThat(told(HistoryQuery.of(new HistoryScope.Resources(List.of(B, O)))))
                .containsExactly("o2 PATCH", "b1 POST", "o1 POST");
        assertThat(told(instance(new ResourceKey("Patient", "never")))).isEmpty();
        assertThat(told(instance(A).oldestFirst(true))).containsExactly("a1 POST", "a2 PUT", "a3 DELETE", "a4 PUT");
    }

    @Test
    void countsFromTheIndexAndNotTheContents() {
        assumeTrue(kind == TestDatabase.H2, "H2's plan is looked at");
        List<String> plans = store.read(session -> {
            List<Sql> queries = new ArrayList<>();
            session.session().watch((sql, rows, nanos) -> queries.add(sql));
            assertThat(session.historyTotal(HistoryQuery.of(new HistoryScope.System())))
                    .isEqualTo(7);
            session.session().watch(null);
            return queries.stream()
                    .filter(sql -> sql.text().contains("count(*)"))
                    .map(sql -> session.session()
                            .first(new Sql("explain " + sql.text(), sql.binds()), row -> row.getString(1))
                            .orElseThrow())
                    .toList();
        });
        assertThat(plans)
                .singleElement()
                .asString()
                .contains("RESOURCE_UPDATED", "SUPERSEDED_UPDATED")
                .doesNotContain("tableScan", "direct lookup");
    }

    @Test
    void sinceIncludesTheInstantItself() {
        assertThat(told(type("Patient").since(minute(2)))).containsExactly("a4 PUT", "a3 DELETE", "b1 POST");
        assertThat(told(type("Patient").since(minute(2).plusMillis(1)))).containsExactly("a4 PUT", "a3 DELETE");
    }

    @Test
    void atAnInstantIsTheVersionThatWasValidThen() {
        assertThat(told(atInstant(minute(0).minusMillis(1)))).isEmpty();
        assertThat(told(atInstant(minute(0)))).containsExactly("a1 POST");
        assertThat(told(atInstant(minute(1).minusMillis(1)))).containsExactly("a1 POST");
        assertThat(told(atInstant(minute(1)))).containsExactly("a2 PUT");
        assertThat(told(atInstant(minute(4)))).containsExactly("a3 DELETE", "b1 POST");
        assertThat(told(atInstant(minute(9)))).containsExactly("a4 PUT", "b1 POST");
    }

    @Test
    void atAPeriodIsEveryVersionThatWasValidInIt() {
        assertThat(told(type("Patient").validIn(minute(1), minute(3)))).containsExactly("b1 POST", "a2 PUT");
        assertThat(told(type("Patient").validIn(minute(2), minute(4))))
                .containsExactly("a3 DELETE", "b1 POST", "a2 PUT");
    }

    @Test
    void pagesDoNotShiftWhileOthersWrite() {
        List<String> whole = told(HistoryQuery.of(new HistoryScope.System()));
        HistoryQuery query = HistoryQuery.of(new HistoryScope.System());
        List<String> paged = new ArrayList<>();
        while (true) {
            HistoryQuery page = query;
            HistoryPage found = store.read(reader -> reader.history(page, 2));
            found.versions().forEach(version -> paged.add(text(version)));
            store.write(unit -> List.of(unit.put(A, resource(A), Method.PUT), unit.put(O, resource(O), Method.PUT)));
            if (found.next() == null) {
                break;
            }
            query = query.after(
                    SnapshotMarker.parse(found.marker().toString()),
                    HistoryPosition.parse(found.next().toString()));
        }
        assertThat(paged).isEqualTo(whole);
    }

    @Test
    void countsWhatAllPagesHold() {
        long total = store.read(reader -> reader.historyTotal(type("Patient")));
        assertThat(total).isEqualTo(5);
        long since = store.read(reader -> reader.historyTotal(type("Patient").since(minute(3))));
        assertThat(since).isEqualTo(2);
    }

    @Test
    void expungedVersionsAreGone() {
        assertThat((boolean) store.write(unit -> unit.expungeVersion(A, 2))).isTrue();
        assertThat((boolean) store.write(unit -> unit.expungeVersion(A, 2))).isFalse();
        assertThat((boolean) store.write(unit -> unit.expungeVersion(A, 4))).isFalse();
        assertThat(told(instance(A))).containsExactly("a4 PUT", "a3 DELETE", "a1 POST");
        assertThat((int) store.write(unit -> unit.expungeHistory(A))).isEqualTo(2);
        assertThat(told(instance(A))).containsExactly("a4 PUT");
        assertThat((int) store.write(unit -> unit.expunge(A))).isEqualTo(1);
        assertThat(told(instance(A))).isEmpty();
        assertThat(store.write(unit -> unit.put(A, resource(A), Method.PUT)).version())
                .isEqualTo(1);
    }

    @Test
    void aHistoryIsReadAlongItsIndex() {
        assumeTrue(kind == TestDatabase.H2);
        Sql plan = Sql.of("explain select pid from resource where type = 'Patient' and txn < 9 and updated < 99"
                + " order by type desc, updated desc, pid desc limit 3");
        List<String> lines = store.read(reader -> reader.session().list(plan, row -> row.getString(1)));
        assertThat(lines.get(0)).contains("index sorted");
    }

    private HistoryQuery atInstant(Instant instant) {
        return type("Patient").validIn(instant, instant.plusMillis(1));
    }

    private static HistoryQuery instance(ResourceKey key) {
        return HistoryQuery.of(new HistoryScope.Resources(List.of(key)));
    }

    private static HistoryQuery type(String type) {
        return HistoryQuery.of(new HistoryScope.Type(type));
    }

    private List<String> told(HistoryQuery query) {
        return store.read(reader -> reader.history(query, 100)).versions().stream()
                .map(HistoryTest::text)
                .toList();
    }

    private static String text(StoredResource version) {
        return version.key().id() + version.version() + " " + version.method();
    }

    private void at(int minute, Runnable work) {
        clock.now = minute(minute);
        work.run();
    }

    private static Instant minute(int minute) {
        return START.plusSeconds(60L * minute);
    }

    private static ObjectNode resource(ResourceKey key) {
        return Json.object().put("resourceType", key.type());
    }

    private static final class SetClock extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
