package org.casebook.build;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.casebook.fhir.Json;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.utilities.http.ManagedWebAccess;
import org.hl7.fhir.utilities.http.ManagedWebAccess.WebAccessPolicy;

/**
 * Packs {@code fhir-resources} into a few line-delimited files that {@code org.casebook.validation.CaseLibrary} reads:
 * the definitions, each profile with its snapshot, and every case. Run by the build: {@code CompileCases fhir-resources
 * target/classes}. Snapshots take HAPI some ten seconds, so nothing is done while the output is newer than its inputs.
 */
public final class CompileCases {
    private static final String OUTPUT = "org/casebook/validation/";
    private final FhirContext context = FhirContext.forR4Cached();
    private final Path sources;
    private final Path output;

    private CompileCases(Path sources, Path classes) {
        this.sources = sources;
        this.output = classes.resolve(OUTPUT);
    }

    public static void main(String[] args) throws IOException {
        ManagedWebAccess.setAccessPolicy(WebAccessPolicy.PROHIBITED);
        new CompileCases(Path.of(args[0]), Path.of(args[1])).run();
    }

    private void run() throws IOException {
        Files.createDirectories(output);
        if (isOlder("definitions.ndjson", "definitions")) {
            write("definitions.ndjson", definitions());
        }
        if (isOlder("views.ndjson", "views")) {
            write("views.ndjson", read("views"));
        }
        List<String> cases;
        try (Stream<Path> folders = Files.list(sources.resolve("cases"))) {
            cases = folders.map(p -> p.getFileName().toString()).sorted().toList();
        }
        for (String name : cases) {
            if (isOlder(name + ".ndjson", "cases/" + name)) {
                write(name + ".ndjson", read("cases/" + name));
            }
        }
        Files.writeString(output.resolve("cases.txt"), String.join("\n", cases) + "\n");
    }

    private boolean isOlder(String file, String folder) throws IOException {
        Path target = output.resolve(file);
        if (!Files.exists(target)) {
            return true;
        }
        try (Stream<Path> inputs = Files.walk(sources.resolve(folder))) {
            long newest = inputs.mapToLong(p -> p.toFile().lastModified()).max().orElse(0);
            return newest >= target.toFile().lastModified();
        }
    }

    private List<ObjectNode> read(String folder) throws IOException {
        try (Stream<Path> files = Files.list(sources.resolve(folder))) {
            return files.filter(p -> p.toString().endsWith(".json"))
                    .sorted()
                    .map(CompileCases::readFile)
                    .toList();
        }
    }

    private static ObjectNode readFile(Path file) {
        try {
            return (ObjectNode) Json.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    private void write(String file, List<ObjectNode> resources) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (ObjectNode resource : resources) {
            lines.write(Json.write(resource));
            lines.write('\n');
        }
        Files.write(output.resolve(file), lines.toByteArray());
    }

    private List<ObjectNode> definitions() throws IOException {
        List<ObjectNode> definitions = read("definitions");
        PrePopulatedValidationSupport ours = new PrePopulatedValidationSupport(context);
        for (ObjectNode definition : definitions) {
            ours.addResource(context.newJsonParser().parseResource(text(definition)));
        }
        SnapshotGeneratingValidationSupport snapshots = new SnapshotGeneratingValidationSupport(context);
        ValidationSupportContext chain = new ValidationSupportContext(new ValidationSupportChain(
                ours,
                new DefaultProfileValidationSupport(context),
                new InMemoryTerminologyServerValidationSupport(context),
                snapshots));
        return definitions.stream()
                .map(d -> isProfile(d) ? withSnapshot(d, snapshots, chain) : d)
                .toList();
    }

    private static boolean isProfile(ObjectNode definition) {
        return definition.path("resourceType").asText().equals("StructureDefinition");
    }

    private ObjectNode withSnapshot(
            ObjectNode profile, SnapshotGeneratingValidationSupport snapshots, ValidationSupportContext chain) {
        StructureDefinition differential =
                (StructureDefinition) context.newJsonParser().parseResource(text(profile));
        StructureDefinition made = (StructureDefinition) snapshots.generateSnapshot(
                chain, differential, profile.path("url").asText(), "", differential.getName());
        if (made == null || made.getSnapshot().getElement().isEmpty()) {
            throw new IllegalStateException("no snapshot for " + profile.path("url"));
        }
        return Json.stored(context.newJsonParser().encodeResourceToString(made).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ObjectNode resource) {
        return new String(Json.write(resource), StandardCharsets.UTF_8);
    }
}
