package org.casebook.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.casebook.fhir.Json;
import org.casebook.index.SearchParameterLines;
import org.casebook.index.SearchParameters;

/**
 * Compiles HL7's search parameters of R4 into lines that {@code org.casebook.index.SearchParameters} reads in
 * milliseconds; an expression that is not FHIRPath ends the build. Run by the build: {@code CompileSearchParameters
 * target/classes}.
 */
public final class CompileSearchParameters {
    private static final String HL7 = "/org/hl7/fhir/r4/model/sp/search-parameters.json";
    private static final String OUTPUT = "org/casebook/index/r4-search-parameters.txt";

    private CompileSearchParameters() {}

    /** Writes the resource below the folder that is given, unless it is newer than HL7's file and these programs. */
    public static void main(String[] args) throws IOException {
        Path classes = Path.of(args[0]);
        Path output = classes.resolve(OUTPUT);
        URL hl7 = CompileSearchParameters.class.getResource(HL7);
        if (hl7 == null) {
            throw new IllegalStateException("HL7's search-parameters.json is not on the class path");
        }
        if (Files.exists(output) && modified(output) > Math.max(modified(hl7), newestProgram(classes))) {
            return;
        }
        Files.createDirectories(output.getParent());
        Files.writeString(output, compile(hl7));
    }

    private static String compile(URL hl7) throws IOException {
        StringBuilder out = new StringBuilder();
        try (InputStream in = hl7.openStream()) {
            for (JsonNode entry : Json.read(in.readAllBytes()).path("entry")) {
                ObjectNode resource = (ObjectNode) entry.get("resource");
                out.append(SearchParameterLines.write(SearchParameters.read(resource)))
                        .append('\n');
            }
        }
        return out.toString();
    }

    private static long newestProgram(Path classes) throws IOException {
        long lines = modified(classes.resolve("org/casebook/index/SearchParameterLines.class"));
        return Math.max(lines, modified(classes.resolve("org/casebook/build/CompileSearchParameters.class")));
    }

    private static long modified(URL url) throws IOException {
        return url.openConnection() instanceof JarURLConnection jar
                ? modified(Path.of(jar.getJarFile().getName()))
                : Long.MAX_VALUE;
    }

    private static long modified(Path path) throws IOException {
        return Files.getLastModifiedTime(path).toMillis();
    }
}
