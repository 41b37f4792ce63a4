package org.casebook.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.casebook.error.CasebookException;
import org.casebook.index.tables.IndexTables;
import org.casebook.index.tables.ParameterRegistry;
import org.casebook.jdbc.TestDatabase;
import org.casebook.store.Verify;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A SearchParameter that is posted is in force, and says so while its index is built. */
@SearchedTest
class AddedParameterTest {
    private static final String EYES =
            "{'resourceType':'SearchParameter','id':'eyes','url':'http://example.org/eyes','name':"
                    + "'eyes','status':'active','description':'x','code':'eyes','base':['Patient'],'type':'token','expression':"
                    + "'Patient.extension.where(url=\\'http://example.org/eye-colour\\').value'}";

    private final SearchStore store;

    AddedParameterTest(TestDatabase kind) {
        store = SearchStore.of(kind);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void isInForceAtOnceAndCompleteAfterReindexing() {
        store.with(patient("old", "blue"));
        assertThatThrownBy(() -> store.run("Patient?eyes=blue")).isInstanceOf(CasebookException.class);
        store.withTrees(java.util.List.of(SearchStore.tree(eyes())));
        store.with(patient("new", "blue"));
        SearchResult building = store.run("Patient?eyes=blue");
        assertThat(building.entries()).hasSize(1);
        assertThat(building.issues())
                .singleElement()
                .satisfies(i -> assertThat(i.text()).contains("0 % built"));
        new ParameterIndexing(store.store, store.registry, Runnable::run).run();
        assertThat(store.ids("Patient?eyes=blue")).containsExactlyInAnyOrder("old", "new");
        assertThat(store.run("Patient?eyes=blue").issues()).isEmpty();
        store.delete("SearchParameter", "eyes");
        assertThatThrownBy(() -> store.run("Patient?eyes=blue")).isInstanceOf(CasebookException.class);
    }

    /** What it alone had indexed is then where a deletion looks for references, and its rows are gone. */
    @Test
    void leavesTheIndexAsItWasWhenItIsDeleted() {
        String home = eyes().replace("eyes", "home").replace("token", "reference");
        store.withTrees(java.util.List.of(SearchStore.tree(home)));
        store.with("{'resourceType':'Patient','id':'x','extension':[{'url':'http://example.org/eye-colour',"
                + "'valueReference':{'reference':'Location/l'}}]}");
        ParameterIndexing indexing = new ParameterIndexing(store.store, store.registry, Runnable::run);
        indexing.run();
        assertThat(store.ids("Patient?home=Location/l")).containsExactly("x");
        store.delete("SearchParameter", "home");
        indexing.run();
        assertThat(Verify.run(store.store, new IndexTables(store.registry), count -> {})
                        .problems())
                .isEmpty();
    }

    @Test
    void isRefusedWhenItsExpressionDoesNotCompile() {
        assertThatThrownBy(() ->
                        ParameterRegistry.check(SearchStore.tree(eyes().replace("Patient.extension", "Patient.("))))
                .isInstanceOf(CasebookException.class);
    }

    private static String eyes() {
        return EYES.replace("\\'", "\u0001").replace('\'', '"').replace('\u0001', '\'');
    }

    private static String patient(String id, String colour) {
        return "{'resourceType':'Patient','id':'" + id
                + "','extension':[{'url':'http://example.org/eye-colour','valueCode':'" + colour + "'}]}";
    }
}
