package org.casebook.build;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;

/**
 * Compiles HL7's StructureDefinitions, value sets and compartments of R4 into one small text resource that
 * {@code org.casebook.fhir.Definitions} reads in milliseconds. Run by the build: {@code CompileDefinitions
 * target/classes}.
 */
public final class CompileDefinitions {
    private static final String MODEL = "/org/hl7/fhir/r4/model/";
    private static final String OUTPUT = "org/casebook/fhir/r4-definitions.txt";

    private final CodeSystems codeSystems = new CodeSystems();
    private final ValueSets valueSets = new ValueSets(codeSystems);
    private final Set<String> required = new TreeSet<>();
    private final InvariantNumbers invariants = new InvariantNumbers();
    private final StringBuilder out = new StringBuilder();

    private CompileDefinitions() {}

    /** Writes the resource below the folder that is given, unless it is newer than HL7's files and this program. */
    public static void main(String[] args) throws IOException, XMLStreamException {
        Path output = Path.of(args[0], OUTPUT);
        if (Files.exists(output) && Files.getLastModifiedTime(output).toMillis() > newestInput(Path.of(args[0]))) {
            return;
        }
        Files.createDirectories(output.getParent());
        Files.writeString(output, new CompileDefinitions().compile());
    }

    private static long newestInput(Path classes) throws IOException {
        URL hl7 = resource("profile/profiles-types.xml");
        long newest = hl7.openConnection() instanceof JarURLConnection jar
                ? Files.getLastModifiedTime(Path.of(jar.getJarFile().getName())).toMillis()
                : Long.MAX_VALUE;
        try (var files = Files.list(classes.resolve("org/casebook/build"))) {
            for (Path program : files.toList()) {
                newest = Math.max(newest, Files.getLastModifiedTime(program).toMillis());
            }
        }
        return newest;
    }

    private String compile() throws IOException, XMLStreamException {
        each("profile/profiles-types.xml", this::quantityProfile);
        each("profile/profiles-types.xml", this::type);
        each("profile/profiles-resources.xml", this::type);
        each("profile/profiles-others.xml", this::profile);
        for (String file : List.of("valuesets", "v3-codesystems", "v2-tables")) {
            each("valueset/" + file + ".xml", this::terminology);
        }
        each("profile/profiles-resources.xml", this::compartment);
        required.forEach(this::codes);
        return invariants.lines() + out;
    }

    /** SimpleQuantity: what elements of that type must meet besides. */
    private void quantityProfile(XmlElement resource) {
        if (isConstraint(resource, "complex-type")) {
            invariants.profile(resource);
        }
    }

    private void profile(XmlElement resource) {
        if (isConstraint(resource, "resource")) {
            new ProfileLines(resource, invariants, out).write();
        }
    }

    private static boolean isConstraint(XmlElement resource, String kind) {
        return resource.name().equals("StructureDefinition")
                && resource.text("kind").equals(kind)
                && resource.text("derivation").equals("constraint");
    }

    private void type(XmlElement resource) {
        boolean wanted = Set.of("primitive-type", "complex-type", "resource").contains(resource.text("kind"))
                && !resource.text("derivation").equals("constraint");
        if (resource.name().equals("StructureDefinition") && wanted) {
            new TypeLines(resource, required, invariants, out).write();
        }
    }

    private void terminology(XmlElement resource) {
        if (resource.name().equals("CodeSystem")) {
            codeSystems.add(resource);
        } else if (resource.name().equals("ValueSet")) {
            valueSets.add(resource);
        }
    }

    private void codes(String canonical) {
        Map<String, Set<String>> systems = valueSets.expand(canonical);
        out.append("V\t").append(canonical).append(systems == null ? "\topen\n" : "\tclosed\n");
        if (systems != null) {
            systems.forEach((system, codes) -> out.append("C\t")
                    .append(system)
                    .append('\t')
                    .append(String.join("\t", codes))
                    .append('\n'));
        }
    }

    private void compartment(XmlElement resource) {
        if (!resource.name().equals("CompartmentDefinition")) {
            return;
        }
        out.append("P\t").append(resource.text("code")).append('\n');
        Map<String, String> members = new LinkedHashMap<>();
        for (XmlElement member : resource.all("resource")) {
            String params =
                    member.all("param").stream().map(p -> "\t" + p.value()).collect(Collectors.joining());
            if (!params.isEmpty()) {
                members.put(member.text("code"), params);
            }
        }
        members.forEach(
                (type, params) -> out.append("M\t").append(type).append(params).append('\n'));
    }

    private static void each(String file, Consumer<XmlElement> consumer) throws IOException, XMLStreamException {
        try (InputStream in = resource(file).openStream()) {
            XmlElement.eachResource(in, consumer);
        }
    }

    private static URL resource(String file) {
        URL url = CompileDefinitions.class.getResource(MODEL + file);
        if (url == null) {
            throw new IllegalStateException("HL7's " + file + " is not on the class path");
        }
        return url;
    }
}
