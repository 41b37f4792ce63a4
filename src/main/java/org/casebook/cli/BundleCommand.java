package org.casebook.cli;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.casebook.fhir.Json;
import org.casebook.validation.CaseBundles;
import org.casebook.validation.ReferenceResolver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code casebook bundle}: the Bundles of a case, made from its files. */
@Command(
        name = "bundle",
        description = "Write the transaction, document and collection Bundle of each case of a fhir-resources folder.")
final class BundleCommand implements Callable<Integer> {
    private static final String BASE = "https://casebook.example/fhir";

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help = new HelpOption();

    @Parameters(paramLabel = "FOLDER", description = "The folder with cases/NAME/*.json; bundles/ is written there.")
    private Path folder = Path.of("fhir-resources");

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder.resolve("cases"))) {
            throw new ParameterException(spec.commandLine(), folder + " has no folder cases.");
        }
        Files.createDirectories(folder.resolve("bundles"));
        for (Map.Entry<String, byte[]> bundle : bundles(folder).entrySet()) {
            Path file = folder.resolve("bundles").resolve(bundle.getKey());
            Files.write(file, bundle.getValue());
            spec.commandLine().getOut().println(file);
        }
        return 0;
    }

    /** File name to content of every Bundle of every case. */
    static Map<String, byte[]> bundles(Path folder) throws IOException {
        Map<String, byte[]> bundles = new LinkedHashMap<>();
        List<Path> cases;
        try (Stream<Path> folders = Files.list(folder.resolve("cases"))) {
            cases = folders.filter(Files::isDirectory).sorted().toList();
        }
        for (Path one : cases) {
            String name = one.getFileName().toString();
            List<ObjectNode> resources = read(one);
            bundles.put(
                    name + "-transaction.json",
                    pretty(CaseBundles.transaction(name + "-transaction", resources, BASE)));
            bundles.put(
                    name + "-collection.json", pretty(CaseBundles.collection(name + "-collection", resources, BASE)));
            bundles.put(name + "-document.json", pretty(document(resources)));
        }
        return bundles;
    }

    private static List<ObjectNode> read(Path folder) throws IOException {
        List<ObjectNode> resources = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                resources.add((ObjectNode) Json.read(Files.readAllBytes(file)));
            }
        }
        return resources;
    }

    /** The document carries the moment at which the case was written, so that it is the same at every run. */
    private static ObjectNode document(List<ObjectNode> resources) {
        ObjectNode composition = first(resources, "Composition");
        String written = first(resources, "Provenance").path("recorded").asText();
        ReferenceResolver among = ReferenceResolver.among(resources);
        return CaseBundles.document(composition, among, BASE, written);
    }

    private static ObjectNode first(List<ObjectNode> resources, String type) {
        Optional<ObjectNode> first = resources.stream()
                .filter(r -> r.path("resourceType").asText().equals(type))
                .findFirst();
        return first.orElseThrow(() -> new IllegalArgumentException("a case without " + type));
    }

    private static byte[] pretty(ObjectNode bundle) throws IOException {
        DefaultIndenter two = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withSeparators(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentArraysWith(two);
        printer.indentObjectsWith(two);
        String text = new ObjectMapper().writer(printer).writeValueAsString(bundle) + "\n";
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
