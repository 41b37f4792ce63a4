package org.casebook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema is brought up to date where it is not. */
@DatabaseTest
class SchemaTest {
    private final TestDatabase kind;

    SchemaTest(TestDatabase kind) {
        this.kind = kind;
    }

    @Test
    void theNewestScriptIsTheOneThatTheProgramExpects(@TempDir Path folder) throws IOException {
        Path scripts =
                Path.of("src/main/resources", kind.create(folder).dialect().migrations());
        try (Stream<Path> files = Files.list(scripts)) {
            List<Integer> numbers = files.map(
                            file -> file.getFileName().toString().replaceFirst("^V(\\d+)__\\w+\\.sql$", "$1"))
                    .map(Integer::valueOf)
                    .toList();
            assertThat(numbers)
                    .contains(Integer.valueOf(Schema.NEWEST))
                    .allMatch(n -> n <= Integer.parseInt(Schema.NEWEST));
        }
    }

    @Test
    void aSchemaThatLacksTheNewestScriptIsLeftToFlyway(@TempDir Path folder) {
        DatabaseAddress address = kind.create(folder);
        try (Database database = Database.open(address)) {
            int taken = database.write(session -> session.update(
                    Sql.of("delete from \"flyway_schema_history\" where \"version\" = '" + Schema.NEWEST + "'")));
            assertThat(taken).isEqualTo(1);
        }
        // It runs the script that it has no record of, and finds what that makes there already.
        assertThatThrownBy(() -> Database.open(address).close()).hasMessageContaining("V" + Schema.NEWEST + "__");
    }
}
