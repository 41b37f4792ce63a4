package org.casebook.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FoldingTest {

    @Test
    void caseAccentsAndSpaceGo() {
        assertThat(Folding.fold("  Müller \t Øre ")).isEqualTo("muller ore");
        assertThat(Folding.fold("STRASSE")).isEqualTo(Folding.fold("Straße"));
        assertThat(Folding.fold("D'Alcontres")).isEqualTo("d'alcontres");
        assertThat(Folding.fold("ﬁne İstanbul")).isEqualTo("fine istanbul");
        assertThat(Folding.fold("")).isEmpty();
        assertThat(Folding.fold("   ")).isEmpty();
    }

    @Test
    void wordsAreLettersAndDigits() {
        assertThat(Folding.words("Calcinòsis cutis (MSA-p155), 3.5 cm"))
                .containsExactly("calcinosis", "cutis", "msa", "p155", "3", "5", "cm");
    }
}
