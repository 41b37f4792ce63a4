package org.casebook.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.casebook.fhir.ResourceKey;
import org.casebook.jdbc.Sql;
import org.casebook.jdbc.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SearchedTest
class StoredTypesTest {
    private static final int PATIENTS = 400;

    private final TestDatabase kind;
    private final SearchStore store;

    StoredTypesTest(TestDatabase kind) {
        this.kind = kind;
        this.store = SearchDatabases.shared("stored types", kind, StoredTypesTest::load);
    }

    private static SearchStore load(TestDatabase kind) {
        SearchStore store = SearchStore.of(kind);
        for (int i = 0; i < PATIENTS; i++) {
            store.with("{'resourceType':'Patient','id':'p%d'}".formatted(i));
        }
        return store.with(
                "{'resourceType':'PractitionerRole','id':'r'}",
                "{'resourceType':'Practitioner','id':'p'}",
                "{'resourceType':'Account','id':'a','status':'active','subject':[{'reference':'Patient/p1'}]}",
                "{'resourceType':'Basic','id':'gone','code':{'text':'x'}}");
    }

    @Test
    @DisplayName("Each type once, also one that begins like another")
    void each() {
        List<String> types = store.store.read(session -> StoredTypes.of(session.session()));
        assertThat(types).containsExactly("Account", "Basic", "Patient", "Practitioner", "PractitionerRole");
    }

    @Test
    @DisplayName(
            "To find them, and who is in a compartment, takes as many steps as there are types, not as there are resources")
    void readsFew() {
        if (kind == TestDatabase.H2) {
            assertThat(rows(null)).isLessThan(40);
            assertThat(rows(new ResourceKey("Patient", "p1"))).isLessThan(80);
        }
    }

    /** What H2 reads to find the types, or the members of a compartment. */
    private long rows(@Nullable ResourceKey centre) {
        return store.store.read(session -> {
            List<Sql> queries = new ArrayList<>();
            session.session().watch((query, rows, nanos) -> queries.add(query));
            if (centre == null) {
                StoredTypes.of(session.session());
            } else {
                new CompartmentMembers(() -> store.parameters).pids(session, centre, CompartmentMembers.Dated.ANY);
            }
            session.session().watch(null);
            return RowsRead.of(session.session(), queries);
        });
    }
}
