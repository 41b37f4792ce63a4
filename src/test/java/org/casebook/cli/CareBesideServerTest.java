package org.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.tables.IndexWriter;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.store.Method;
import org.casebook.store.ResourceStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code casebook verify}, {@code reindex} and {@code backup} while a server holds the database. */
class CareBesideServerTest {
    private static final IndexWriter NO_INDEX = (session, changes) -> {};
    private static final int RESOURCES = 400;

    @TempDir
    Path folder;

    @Test
    void theServerVerifiesReindexesAndBacksUp() {
        withoutIndex();
        try (CasebookProcess serve = serve()) {
            CasebookProcess unsound = command("verify");
            assertThat(unsound.restOfOutput())
                    .contains("Patient/p7: ")
                    .contains("'casebook reindex' repairs them")
                    .contains(RESOURCES + " resources, " + RESOURCES + " versions: ");
            assertThat(unsound.exitCode()).isEqualTo(1);

            CasebookProcess reindex = command("reindex");
            assertThat(reindex.restOfOutput()).contains("the index is in line with the resources");
            assertThat(reindex.exitCode()).isZero();

            List<CasebookProcess> together = List.of(command("verify"), command("verify"), command("reindex"));
            for (CasebookProcess one : together) {
                one.restOfOutput();
                assertThat(one.exitCode()).as(one.errors()).isZero();
            }

            CasebookProcess backup = command("backup", "copy");
            assertThat(backup.restOfOutput()).contains("rows in " + folder.resolve("copy"));
            assertThat(backup.exitCode()).isZero();
            assertThat(folder.resolve("copy")).isNotEmptyFile();

            CasebookProcess impossible = command("backup", "no/such/folder/copy");
            assertThat(impossible.exitCode()).isEqualTo(4);
            assertThat(impossible.errors().strip())
                    .hasLineCount(1)
                    .startsWith("casebook: The backup cannot be written");

            CasebookProcess compact = command("compact");
            assertThat(compact.restOfOutput()).contains("the file was ");
            assertThat(compact.exitCode()).isZero();

            serve.terminate();
            assertThat(serve.exitCode()).isIn(0, 143);
        }
        CasebookProcess compact = command("compact");
        assertThat(compact.restOfOutput()).contains("the file was ");
        assertThat(compact.exitCode()).isZero();
        CasebookProcess alone = command("verify");
        assertThat(alone.restOfOutput()).contains(RESOURCES + " versions: all sound");
        assertThat(alone.exitCode()).isZero();
    }

    @Test
    void aReindexingWhoseServerIsKilledGoesOn() {
        withoutIndex();
        try (CasebookProcess serve = serve()) {
            CasebookProcess reindex = command("reindex");
            serve.close();
            reindex.restOfOutput();
            // Done before the server was killed, or told that it was not.
            assertThat(reindex.exitCode()).as(reindex.errors()).isIn(0, 4);
        }
        CasebookProcess again = command("reindex");
        assertThat(again.restOfOutput()).contains("the index is in line with the resources");
        assertThat(again.exitCode()).isZero();
        CasebookProcess verify = command("verify");
        assertThat(verify.restOfOutput()).contains(RESOURCES + " versions: all sound");
        assertThat(verify.exitCode()).isZero();
    }

    private void withoutIndex() {
        try (ResourceStore store =
                ResourceStore.open(Database.open(DatabaseAddress.folder(folder.resolve("casebook-data"))), NO_INDEX)) {
            store.write(unit -> {
                for (int i = 0; i < RESOURCES; i++) {
                    unit.put(
                            new ResourceKey("Patient", "p" + i),
                            Json.object().put("resourceType", "Patient").put("gender", "male"),
                            Method.PUT);
                }
                return null;
            });
        }
    }

    private CasebookProcess serve() {
        CasebookProcess serve = command("serve", "--empty", "--port", "0");
        assertThat(serve.readLine()).as(serve.errors()).startsWith("Casebook ready: ");
        return serve;
    }

    private CasebookProcess command(String... arguments) {
        return CasebookProcess.start(folder, Map.of(), arguments);
    }
}
