package org.casebook.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.index.tables.IndexTables;
import org.casebook.jdbc.Sql;
import org.casebook.jdbc.TestDatabase;
import org.casebook.store.Reindex;
import org.casebook.store.Verify;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code _text} and {@code _content} (R4 section 3.1.1.4.3) over the lists of words. */
@SearchedTest
class WordSearchTest {
    private final TestDatabase kind;
    private final SearchStore store;

    WordSearchTest(TestDatabase kind) {
        this.kind = kind;
        this.store = SearchStore.of(kind)
                .with(
                        "{'resourceType':'Basic','id':'a','language':'de','text':{'status':'generated','div':'<div"
                                + " xmlns=\\'http://www.w3.org/1999/xhtml\\'>Schöne Größe &#x2013; <b>Über</b>all</div>'},"
                                        .replace("\\'", "\\\"")
                                + "'code':{'coding':[{'system':'http://acme.org/codes','code':'alpha-1','display':'First"
                                + " of all'}],'text':'Crème brûlée'}}",
                        "{'resourceType':'Basic','id':'b','code':{'text':'creme caramel'},'created':'2021-05-06',"
                                + "'subject':{'reference':'Basic/a','display':'The first one'}}",
                        "{'resourceType':'Basic','id':'c','code':{'text':'" + "long".repeat(60) + "'}}",
                        "{'resourceType':'Flag','id':'f','status':'active','code':{'text':'creme'},'subject':"
                                + "{'reference':'Basic/a'}}");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    @DisplayName("whole words, without case and accents, of any text; several must all be there; a comma means or")
    void words() {
        assertThat(store.ids("Basic?_content=creme")).containsExactlyInAnyOrder("a", "b");
        assertThat(store.ids("Basic?_content=CRÈME")).containsExactlyInAnyOrder("a", "b");
        assertThat(store.ids("Basic?_content=crem")).isEmpty();
        assertThat(store.ids("Basic?_content=creme%20first")).containsExactlyInAnyOrder("a", "b");
        assertThat(store.ids("Basic?_content=first%20caramel")).containsExactly("b");
        assertThat(store.ids("Basic?_content=caramel,brulee")).containsExactlyInAnyOrder("a", "b");
        assertThat(store.ids("Basic?_content=creme&_content=caramel")).containsExactly("b");
        assertThat(store.ids("Basic?_content=alpha")).containsExactly("a");
        assertThat(store.ids("Basic?_content=" + "long".repeat(60))).containsExactly("c");
        assertThat(store.ids("?_content=creme&_type=Basic,Flag")).containsExactlyInAnyOrder("a", "b", "f");
        assertThat(store.ids("Basic?_content=creme&_id=b")).containsExactly("b");
        assertThat(store.ids("Basic?subject:Basic._content=brulee")).containsExactly("b");
        assertThat(store.ids("Basic?_text=grosse")).containsExactly("a");
        assertThat(store.ids("Basic?_text=uber")).containsExactly("a");
        assertThat(store.ids("Basic?_text=creme")).isEmpty();
        assertThat(store.total("Basic?_content=creme&_count=1")).isEqualTo(2);
        assertThatThrownBy(() -> store.run("Basic?_content=...")).hasMessageContaining("no word");
        assertThatThrownBy(() -> store.run("Basic?_content:contains=x")).isInstanceOf(CasebookException.class);
    }

    @Test
    @DisplayName("what is no text is not among the words: urls, references, times, the id")
    void noText() {
        assertThat(store.ids("Basic?_content=http")).isEmpty();
        assertThat(store.ids("Basic?_content=acme")).isEmpty();
        assertThat(store.ids("Basic?_content=2021")).isEmpty();
        assertThat(store.ids("Flag?_content=basic")).isEmpty();
        assertThat(store.ids("Basic?_content=b")).isEmpty();
    }

    @Test
    @DisplayName("the lists follow a change and a deletion")
    void changes() {
        store.with("{'resourceType':'Basic','id':'b','code':{'text':'creme anglaise'}}");
        assertThat(store.ids("Basic?_content=caramel")).isEmpty();
        assertThat(store.ids("Basic?_content=anglaise")).containsExactly("b");
        store.delete("Basic", "b");
        assertThat(store.ids("Basic?_content=creme")).containsExactly("a");
        assertSound();
        if (kind == TestDatabase.H2) {
            assertThat(rows()).isEqualTo(words("a") + words("c") + words("f"));
        }
    }

    @Test
    @DisplayName("verify finds lists that lost their words, reindex brings them back")
    void repair() {
        store.store.write(unit -> unit.session()
                .update(Sql.of(kind == TestDatabase.H2 ? "delete from index_word" : "delete from index_text")));
        assertThat(verify().problems()).hasSize(4);
        assertThat(store.ids("Basic?_content=creme")).isEmpty();
        new Reindex(store.store, new IndexTables(store.registry), "all", List.of()).run(progress -> {});
        assertThat(store.ids("Basic?_content=creme")).containsExactlyInAnyOrder("a", "b");
        assertSound();
    }

    @Test
    @DisplayName("rows of words without a resource are found and removed")
    void orphans() {
        if (kind == TestDatabase.H2) {
            store.store.write(unit -> unit.session().update(Sql.of("insert into index_word (id) values (4711)")));
            assertThat(verify().problems()).singleElement().asString().contains("1 index rows belong to no resource");
            new Reindex(store.store, new IndexTables(store.registry), "all", List.of()).run(progress -> {});
        }
        assertSound();
    }

    @Test
    @DisplayName("a store of an older release says so until its words are listed")
    void upgrade() {
        assertThat(store.run("Basic?_content=creme").issues()).isEmpty();
        store.store.write(unit -> unit.session().update(Sql.of("delete from reindex where name = 'words'")));
        store.store.write(unit -> unit.session()
                .update(Sql.of(kind == TestDatabase.H2 ? "delete from index_word" : "delete from index_text")));
        assertThat(store.run("Basic?_content=creme").issues().toString()).contains("0 % built");
        try (ParameterIndexing indexing = new ParameterIndexing(store.store, store.registry, Runnable::run)) {
            indexing.run();
        }
        assertThat(store.run("Basic?_content=creme").issues()).isEmpty();
        assertThat(store.ids("Basic?_content=creme")).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    @DisplayName("frequent and rare words together, a frequent word alone, in contained resources")
    void manyAndContained() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add("{'resourceType':'Basic','id':'m" + i + "','code':{'text':'common word" + i + "'}}");
        }
        store.with(many.toArray(String[]::new));
        assertThat(store.ids("Basic?_content=common%20word17")).containsExactly("m17");
        assertThat(store.total("Basic?_content=common")).isEqualTo(300);
        store.with("{'resourceType':'MedicationRequest','id':'r','status':'active','intent':'order','subject':"
                + "{'reference':'Patient/x'},'medicationReference':{'reference':'#m'},'contained':[{'resourceType':"
                + "'Medication','id':'m','code':{'text':'Prednisone tablets'}}]}");
        assertThat(store.ids("Medication?_content=prednisone&_contained=true")).containsExactly("r");
        assertThat(store.ids("MedicationRequest?_content=prednisone")).containsExactly("r");
        assertSound();
    }

    private Verify.Report verify() {
        return Verify.run(store.store, new IndexTables(store.registry), done -> {});
    }

    private void assertSound() {
        assertThat(verify().problems()).isEmpty();
    }

    private long rows() {
        return store.store.read(session -> session.session().number(Sql.of("select count(*) from index_word")));
    }

    private long words(String id) {
        return store.store.read(session -> session
                .session()
                .list(
                        Sql.of("select t.words from index_text t join resource r on r.pid = t.pid where r.id = ?", id),
                        row -> row.getString(1).strip().split(" ").length)
                .stream()
                .mapToLong(Integer::longValue)
                .sum());
    }
}
