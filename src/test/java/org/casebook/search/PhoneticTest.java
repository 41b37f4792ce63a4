package org.casebook.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.casebook.error.CasebookException;
import org.casebook.jdbc.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The parameters {@code phonetic} of R4 find names that sound alike. */
@SearchedTest
class PhoneticTest {
    private final SearchStore store;

    PhoneticTest(TestDatabase kind) {
        store = SearchStore.of(kind)
                .with(
                        "{'resourceType':'Patient','id':'smith','name':[{'family':'Smith','given':['John']}]}",
                        "{'resourceType':'Patient','id':'schmidt','name':[{'family':'Schmidt','given':['Rosa']}]}",
                        "{'resourceType':'Patient','id':'mueller','name':[{'text':'Catherine Müller'}]}",
                        "{'resourceType':'Patient','id':'li','name':[{'family':'李'}]}",
                        "{'resourceType':'Patient','id':'none'}",
                        "{'resourceType':'Organization','id':'o','name':'Phoenix Clinic'}");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    @DisplayName("each word must sound like one of the name; a comma means or")
    void soundsAlike() {
        assertThat(store.ids("Patient?phonetic=Smyth")).contains("smith");
        assertThat(store.ids("Patient?phonetic=Smith")).containsExactlyInAnyOrder("smith", "schmidt");
        assertThat(store.ids("Patient?name=Smyth")).isEmpty();
        assertThat(store.ids("Patient?phonetic=Jon%20Smyth")).containsExactly("smith");
        assertThat(store.ids("Patient?phonetic=Kathryn%20Muller")).containsExactly("mueller");
        assertThat(store.ids("Patient?phonetic=Smyth%20Muller")).isEmpty();
        assertThat(store.ids("Patient?phonetic=Jon%20Smyth,Miller")).containsExactlyInAnyOrder("smith", "mueller");
        assertThat(store.ids("Organization?phonetic=Fenix")).containsExactly("o");
    }

    @Test
    @DisplayName("without Latin letters a word stands for itself; :missing is the only modifier")
    void others() {
        assertThat(store.ids("Patient?phonetic=%E6%9D%8E")).containsExactly("li");
        assertThat(store.ids("Patient?phonetic:missing=true")).containsExactly("none");
        assertThatThrownBy(() -> store.run("Patient?phonetic:exact=Smith")).hasMessageContaining(":missing");
        assertThatThrownBy(() -> store.run("Patient?phonetic=...")).isInstanceOf(CasebookException.class);
    }
}
