package org.casebook.fhir.structure;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casebook.error.Position;
import org.casebook.fhir.Json;

/** A second pass over a text with problems: where the wanted paths stand, and which names come twice. */
final class JsonPlaces {
    private final JsonParser parser;
    private final Set<List<Object>> wanted = new HashSet<>();
    private final boolean findDuplicates;
    private final Map<List<Object>, Long> offsets = new HashMap<>();
    private final Map<List<Object>, Long> duplicates = new HashMap<>();
    private final List<Object> path = new ArrayList<>();

    private JsonPlaces(JsonParser parser, boolean findDuplicates) {
        this.parser = parser;
        this.findDuplicates = findDuplicates;
    }

    /** The places of paths and of the names that come a second time. */
    record Found(Map<List<Object>, Position> places, Map<List<Object>, Position> duplicates) {}

    static Found find(byte[] utf8, List<List<Object>> paths, boolean findDuplicates) throws IOException {
        try (JsonParser parser = Json.parser(utf8)) {
            JsonPlaces scan = new JsonPlaces(parser, findDuplicates);
            scan.wanted.addAll(Places.wanted(paths));
            parser.nextToken();
            scan.value();
            return new Found(LineColumns.of(utf8, scan.offsets), LineColumns.of(utf8, scan.duplicates));
        }
    }

    private void value() throws IOException {
        if (wanted.contains(path)) {
            offsets.putIfAbsent(List.copyOf(path), offset());
        } else if (!findDuplicates) {
            parser.skipChildren();
            return;
        }
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            object();
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            array();
        }
    }

    private void object() throws IOException {
        Set<String> names = new HashSet<>();
        String name;
        while ((name = parser.nextFieldName()) != null) {
            path.add(name);
            long offset = offset();
            if (!names.add(name) && duplicates.size() < Problems.MAX) {
                duplicates.putIfAbsent(List.copyOf(path), offset);
            }
            if (wanted.contains(path)) {
                offsets.putIfAbsent(List.copyOf(path), offset);
            }
            parser.nextToken();
            value();
            path.remove(path.size() - 1);
        }
    }

    private void array() throws IOException {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            path.add(i);
            value();
            path.remove(path.size() - 1);
        }
    }

    private long offset() {
        return parser.currentTokenLocation().getByteOffset();
    }
}
