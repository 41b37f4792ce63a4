package org.casebook.fhirpath;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.casebook.fhir.Json;

/** Test data of HL7 from the class path, as JSON trees. */
public final class Examples {
    private static final FhirContext CONTEXT = FhirContext.forR4Cached();

    private Examples() {}

    static String text(String path) {
        try (InputStream in = Examples.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("not on the class path: " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode resource(String path) {
        String text = text(path);
        if (path.endsWith(".xml")) {
            text = CONTEXT.newJsonParser()
                    .encodeResourceToString(CONTEXT.newXmlParser().parseResource(text));
        }
        return Json.stored(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The texts of all JSON files below a folder of LinuxForHealth's examples, by name. */
    public static Map<String, String> folder(String folder) {
        Map<String, String> texts = new TreeMap<>();
        try (JarFile jar = jar()) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().startsWith(folder) && entry.getName().endsWith(".json")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        texts.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static JarFile jar() throws IOException {
        URL url = Examples.class.getResource("/json/spec/account-example.json");
        if (url == null) {
            throw new IllegalStateException("LinuxForHealth's examples are not on the class path");
        }
        JarURLConnection connection = (JarURLConnection) url.openConnection();
        connection.setUseCaches(false);
        return connection.getJarFile();
    }
}
