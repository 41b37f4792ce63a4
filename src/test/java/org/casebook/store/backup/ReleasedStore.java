package org.casebook.store.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.ResourceIndexer;
import org.casebook.index.SearchParameters;
import org.casebook.index.tables.IndexTables;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.store.Method;
import org.casebook.store.ResourceStore;

/**
 * Writes the store of a release, as a data folder and as a backup, for {@link ReleasedStoresTest}: arguments are the folder
 * {@code src/test/resources/released} and the name of the release.
 */
public final class ReleasedStore {
    private ReleasedStore() {}

    public static void main(String[] args) throws IOException {
        Path target = Files.createDirectories(Path.of(args[0]));
        Path data = Files.createTempDirectory("released");
        ResourceIndexer indexer = new ResourceIndexer(SearchParameters.r4(), Set.of());
        try (ResourceStore store =
                ResourceStore.open(Database.open(DatabaseAddress.folder(data)), new IndexTables(indexer::index))) {
            fill(store);
            store.backup(target.resolve(args[1] + ".backup"), rows -> {});
        }
        zip(data, target.resolve(args[1] + ".zip"));
    }

    /** 20 patients with an observation each; one has changed, one is deleted, one resource is too long for one row. */
    private static void fill(ResourceStore store) {
        store.write(unit -> {
            for (int i = 0; i < 20; i++) {
                unit.put(new ResourceKey("Patient", "p" + i), patient("Family" + i), Method.PUT);
                unit.put(new ResourceKey("Observation", "o" + i), observation(i), Method.PUT);
            }
            return null;
        });
        store.write(unit -> unit.put(new ResourceKey("Patient", "p1"), patient("Changed"), Method.PATCH));
        store.write(unit -> unit.delete(new ResourceKey("Patient", "p2")));
        ObjectNode large = Json.object().put("resourceType", "Basic").put("language", "x".repeat(1_500_000));
        store.write(unit -> unit.put(new ResourceKey("Basic", "large"), large, Method.PUT));
    }

    private static ObjectNode patient(String family) {
        ObjectNode patient = Json.object().put("resourceType", "Patient").put("birthDate", "2001-02-03");
        patient.putArray("name").addObject().put("family", family);
        return patient;
    }

    private static ObjectNode observation(int i) {
        ObjectNode observation =
                Json.object().put("resourceType", "Observation").put("status", "final");
        observation.putObject("code").put("text", "weight");
        observation.putObject("subject").put("reference", "Patient/p" + i);
        observation.put("effectiveDateTime", "2020-01-01");
        observation.putObject("valueQuantity").put("value", i).put("unit", "kg");
        return observation;
    }

    private static void zip(Path folder, Path file) throws IOException {
        try (Stream<Path> files = Files.walk(folder);
                OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
            for (Path one : all) {
                zip.putNextEntry(new ZipEntry(folder.relativize(one).toString()));
                Files.copy(one, zip);
                zip.closeEntry();
            }
        }
    }
}
