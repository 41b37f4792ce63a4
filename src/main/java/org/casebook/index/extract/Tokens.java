package org.casebook.index.extract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.RequiredCodes;
import org.casebook.index.IndexValue;
import org.casebook.index.OfTypeValue;
import org.casebook.index.TokenValue;
import org.jspecify.annotations.Nullable;

/** Codes, identifiers, contact points, booleans and what else is compared as a whole (R4 section 3.1.1.4.10). */
public final class Tokens implements ValueExtractor {
    /** The implicit system of booleans. */
    public static final String BOOLEAN_SYSTEM = "http://terminology.hl7.org/CodeSystem/special-values";

    @Override
    public void extract(JsonNode json, ElementDefinition role, Consumer<? super IndexValue> out) {
        switch (role.type().name()) {
            case "CodeableConcept" -> concept(json, out);
            case "Coding" -> coding(json, out);
            case "Identifier" -> identifier(json, out);
            case "ContactPoint" -> contactPoint(json, out);
            case "code" -> code(json, role.requiredCodes(), out);
            case "boolean" -> out.accept(new TokenValue(BOOLEAN_SYSTEM, json.asText(), null));
            default -> other(json, role, out);
        }
    }

    private static void concept(JsonNode json, Consumer<? super IndexValue> out) {
        JsonNode codings = json.get("coding");
        for (int i = 0; codings != null && i < codings.size(); i++) {
            coding(codings.get(i), out);
        }
        String text = text(json, "text");
        if (text != null) {
            out.accept(new TokenValue(null, null, text));
        }
    }

    private static void coding(JsonNode json, Consumer<? super IndexValue> out) {
        String system = text(json, "system");
        String code = text(json, "code");
        String display = text(json, "display");
        if (code != null || display != null || system != null) {
            out.accept(new TokenValue(system, code, display));
        }
    }

    private static void identifier(JsonNode json, Consumer<? super IndexValue> out) {
        String system = text(json, "system");
        String value = text(json, "value");
        JsonNode type = json.path("type");
        String typeText = text(type, "text");
        if (system != null || value != null || typeText != null) {
            out.accept(new TokenValue(system, value, typeText));
        }
        JsonNode codings = type.path("coding");
        for (int i = 0; value != null && i < codings.size(); i++) {
            String code = text(codings.get(i), "code");
            if (code != null) {
                out.accept(new OfTypeValue(text(codings.get(i), "system"), code, value));
            }
        }
    }

    /** R4 gives a contact point no system; the kind of contact as one lets {@code telecom=email|x} work too. */
    private static void contactPoint(JsonNode json, Consumer<? super IndexValue> out) {
        String value = text(json, "value");
        String system = text(json, "system");
        if (value != null) {
            out.accept(new TokenValue(null, value, null));
            if (system != null) {
                out.accept(new TokenValue(system, value, null));
            }
        }
    }

    private static void code(JsonNode json, @Nullable RequiredCodes codes, Consumer<? super IndexValue> out) {
        if (json.isTextual()) {
            String code = json.textValue();
            out.accept(new TokenValue(codes == null ? null : system(codes, code), code, null));
        }
    }

    private static @Nullable String system(RequiredCodes codes, String code) {
        for (Map.Entry<String, Set<String>> system : codes.bySystem().entrySet()) {
            if (system.getValue().contains(code)) {
                return system.getKey();
            }
        }
        return null;
    }

    private static void other(JsonNode json, ElementDefinition role, Consumer<? super IndexValue> out) {
        if (role.type().isPrimitive()) {
            out.accept(new TokenValue(null, json.asText(), null));
        } else if (json.has("code") && json.path("code").isTextual()) {
            coding(json, out);
        }
    }

    static @Nullable String text(JsonNode json, String name) {
        JsonNode node = json.get(name);
        return node == null || !node.isTextual() ? null : node.textValue();
    }
}
