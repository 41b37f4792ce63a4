package org.casebook.validation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.casebook.fhir.Json;

/**
 * The cases and definitions that are shipped with Casebook: {@code fhir-resources} as the build packed it, each profile
 * with its snapshot. Every call reads anew and returns trees that belong to the caller.
 */
public final class CaseLibrary {
    private static final CaseLibrary SHIPPED = new CaseLibrary();

    private CaseLibrary() {}

    /** The library inside this jar. */
    public static CaseLibrary shipped() {
        return SHIPPED;
    }

    /** Profiles, extensions, value sets, code systems, search parameters and what else describes the cases. */
    public List<ObjectNode> definitions() {
        return resources("definitions");
    }

    /** The definitions of one type, such as {@code SearchParameter}. */
    public List<ObjectNode> definitions(String type) {
        // The build writes the type first: only what is wanted is parsed.
        String start = "{\"resourceType\":\"" + type + "\"";
        return lines("definitions.ndjson")
                .filter(line -> line.startsWith(start))
                .map(CaseLibrary::resource)
                .toList();
    }

    /** The names of the cases, such as {@code vitale-2009}. */
    public List<String> caseNames() {
        return lines("cases.txt").toList();
    }

    /** The resources of a case, by file name. */
    public List<ObjectNode> caseResources(String name) {
        if (!caseNames().contains(name)) {
            throw new IllegalArgumentException("no case " + name + "; there are " + caseNames());
        }
        return resources(name);
    }

    /** The SQL-on-FHIR ViewDefinitions. */
    public List<ObjectNode> views() {
        return resources("views");
    }

    private static List<ObjectNode> resources(String name) {
        return lines(name + ".ndjson").map(CaseLibrary::resource).toList();
    }

    private static ObjectNode resource(String line) {
        return Json.stored(line.getBytes(StandardCharsets.UTF_8));
    }

    private static Stream<String> lines(String name) {
        try (InputStream in = CaseLibrary.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " was not packed by the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
