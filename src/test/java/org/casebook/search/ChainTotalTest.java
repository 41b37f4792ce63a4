package org.casebook.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.casebook.index.tables.ParameterKey;
import org.casebook.jdbc.Sql;
import org.casebook.jdbc.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The exact total (row E15) of a chain that starts from no short list: counted from its other end. */
@SearchedTest
class ChainTotalTest {
    /** A list from this length on is not short. */
    private static final int LONG_LIST = 21_000;

    private static final int MORE = 1_100;

    private final TestDatabase kind;
    private final SearchStore store;

    ChainTotalTest(TestDatabase kind) {
        this.kind = kind;
        this.store = SearchDatabases.shared("chain totals", kind, ChainTotalTest::load);
    }

    /**
     * Patients born 1950 to 1989, three Observations each, every second of which two patients have performed; and so many more
     * of whom nothing was observed that a list for each of them is no way to start.
     */
    private static SearchStore load(TestDatabase kind) {
        SearchStore store = SearchStore.of(kind);
        for (int i = 0; i < 40; i++) {
            store.with("{'resourceType':'Patient','id':'p%d','birthDate':'%d-05-05'}".formatted(i, 1950 + i));
            for (int o = 0; o < 3; o++) {
                String performers = o == 1
                        ? ",'performer':[{'reference':'Patient/p%d'},{'reference':'Patient/p%d'}]"
                                .formatted(i, (i + 1) % 40)
                        : "";
                store.with(
                        "{'resourceType':'Observation','id':'o%d-%d','status':'%s','code':{'text':'x'},'subject':{'reference':'Patient/p%d'}%s}"
                                .formatted(i, o, o == 0 ? "final" : "amended", i, performers));
            }
        }
        store.with(
                "{'resourceType':'Observation','id':'inside','status':'final','code':{'text':'x'},'subject':{'reference':'#p'},"
                        + "'contained':[{'resourceType':'Patient','id':'p','birthDate':'1985'}]}",
                "{'resourceType':'Observation','id':'nobody','status':'final','code':{'text':'x'}}",
                "{'resourceType':'Patient','id':'gone','birthDate':'1985-05-05'}",
                "{'resourceType':'Observation','id':'orphan','status':'final','code':{'text':'x'},'subject':{'reference':'Patient/gone'}}");
        store.delete("Patient", "gone");
        store.withTrees(IntStream.range(0, MORE)
                .mapToObj(i -> SearchStore.tree(
                        "{\"resourceType\":\"Patient\",\"id\":\"more%d\",\"birthDate\":\"1989\"}".formatted(i)))
                .toList());
        store.store.write(unit -> unit.execute(longer(kind)));
        return store;
    }

    /** Makes the list of all Observations so long that no plan takes it for short; these rows have no references. */
    private static Sql longer(TestDatabase kind) {
        boolean h2 = kind == TestDatabase.H2;
        String names = h2 ? "id, pid" : "pid, n";
        String values = h2 ? "(1000000 + x) * 1048576, 1000000 + x" : "1000000 + x, 0";
        String numbers = h2 ? "system_range(1, ?) r(x)" : "generate_series(1, ?) x";
        return Sql.of(
                "insert into index_token (" + names + ", param, system, code, sort, span) select " + values
                        + ", ?, 0, '', 0, 0 from " + numbers,
                ParameterKey.everyResource("Observation", false),
                LONG_LIST);
    }

    @Test
    @DisplayName("E15 each resource is counted once, with what else was asked for")
    void counted() {
        assertThat(store.total("Observation?subject:Patient.birthdate=ge1980&_summary=count"))
                .isEqualTo(31);
        assertThat(store.total("Observation?subject:Patient.birthdate=ge1980&_count=5"))
                .isEqualTo(31);
        assertThat(store.total("Observation?subject.birthdate=ge1980&status=final&_count=5"))
                .isEqualTo(11);
        assertThat(store.total("Observation?performer:Patient.birthdate=ge1970&_count=5"))
                .isEqualTo(21);
        assertThat(store.total("Observation?performer:Patient.birthdate=ge1970&patient.birthdate=lt1980&_count=5"))
                .isEqualTo(11);
        assertThat(store.total("Observation?subject:Patient.birthdate=ge1990&_summary=count"))
                .isZero();
    }

    @Test
    @DisplayName(
            "E15 the total takes as many steps as there are targets and hits, not as there are resources of the type")
    void readsFew() {
        if (kind == TestDatabase.H2) {
            SearchRequest request = SearchStore.request("Observation?subject:Patient.birthdate=ge1980&_summary=count");
            RowsRead.of(store, request);
            assertThat(RowsRead.of(store, request)).isLessThan(LONG_LIST / 2);
        }
    }
}
