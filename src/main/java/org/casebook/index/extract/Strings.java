package org.casebook.index.extract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import org.casebook.fhir.ElementDefinition;
import org.casebook.index.IndexValue;
import org.casebook.index.StringValue;
import org.jspecify.annotations.Nullable;

/** Strings, and every part of a HumanName and an Address that a person reads (R4 section 3.1.1.4.8). */
public final class Strings implements ValueExtractor {
    private static final String[] NAME = {"family", "given", "text", "prefix", "suffix"};
    private static final String[] ADDRESS = {"text", "line", "city", "district", "state", "postalCode", "country"};

    @Override
    public void extract(JsonNode json, ElementDefinition role, Consumer<? super IndexValue> out) {
        if (role.type().isPrimitive()) {
            add(json, out);
            return;
        }
        switch (role.type().name()) {
            case "HumanName" -> parts(json, NAME, out);
            case "Address" -> parts(json, ADDRESS, out);
            case "CodeableConcept" -> concept(json, out);
            case "Coding" -> add(json.get("display"), out);
            case "ContactPoint", "Identifier" -> add(json.get("value"), out);
            case "Annotation" -> add(json.get("text"), out);
            default -> {}
        }
    }

    private static void parts(JsonNode json, String[] names, Consumer<? super IndexValue> out) {
        for (String name : names) {
            JsonNode part = json.get(name);
            if (part != null && part.isArray()) {
                for (int i = 0; i < part.size(); i++) {
                    add(part.get(i), out);
                }
            } else {
                add(part, out);
            }
        }
    }

    private static void concept(JsonNode json, Consumer<? super IndexValue> out) {
        add(json.get("text"), out);
        for (JsonNode coding : json.path("coding")) {
            add(coding.get("display"), out);
        }
    }

    private static void add(@Nullable JsonNode text, Consumer<? super IndexValue> out) {
        if (text != null && text.isValueNode() && !text.isNull()) {
            out.accept(new StringValue(text.asText()));
        }
    }
}
