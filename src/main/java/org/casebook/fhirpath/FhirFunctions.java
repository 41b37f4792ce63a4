package org.casebook.fhirpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.TypeDefinition;
import org.casebook.fhir.structure.Narrative;

/** What R4 adds to the language (R4 section 2.29.1). */
final class FhirFunctions {
    private static final String STRUCTURE = "http://hl7.org/fhir/StructureDefinition/";

    private FhirFunctions() {}

    static void register(Map<String, Function> functions) {
        functions.put("extension", Function.of(1, FhirFunctions::extension));
        functions.put("hasValue", Function.of(0, (s, in, args) -> Truth.list(hasValue(in))));
        functions.put(
                "getValue",
                Function.of(
                        0,
                        (s, in, args) ->
                                in.size() == 1 ? Functions.list(in.get(0).value()) : List.of()));
        functions.put("resolve", Function.of(0, (s, in, args) -> References.resolve(s, in)));
        functions.put("memberOf", Function.of(1, FhirFunctions::memberOf));
        functions.put(
                "subsumes",
                Function.of(1, (s, in, args) -> subsumes(s, in, args.get(0).eval(s))));
        functions.put(
                "subsumedBy",
                Function.of(1, (s, in, args) -> subsumes(s, args.get(0).eval(s), in)));
        functions.put("conformsTo", Function.of(1, FhirFunctions::conformsTo));
        functions.put("htmlChecks", Function.of(0, (s, in, args) -> html(in)));
        functions.put("getResourceKey", Function.of(0, (s, in, args) -> References.resourceKey(in)));
        functions.put("getReferenceKey", Function.of(0, 1, References::referenceKey));
    }

    private static List<Item> extension(Scope scope, List<Item> input, List<Op> arguments) {
        String url = Functions.text("extension()", arguments.get(0).eval(scope));
        if (url == null || input.isEmpty()) {
            return List.of();
        }
        List<Item> out = new ArrayList<>(2);
        List<Element> extensions = new ArrayList<>(2);
        for (Item item : input) {
            ObjectNode fields = item instanceof Element element ? element.fields() : null;
            if (fields != null && fields.has("extension")) {
                ((Element) item).children("extension", extensions);
            }
        }
        for (Element extension : extensions) {
            if (extension.json().path("url").asText().equals(url)) {
                out.add(extension);
            }
        }
        return out;
    }

    private static boolean hasValue(List<Item> input) {
        return input.size() == 1 && (input.get(0) instanceof Value || ((Element) input.get(0)).hasValue());
    }

    private static List<Item> memberOf(Scope scope, List<Item> input, List<Op> arguments) {
        Item item = Functions.single("memberOf()", input);
        String valueSet = Functions.text("memberOf()", arguments.get(0).eval(scope));
        if (item == null || valueSet == null) {
            return List.of();
        }
        Optional<Boolean> member = scope.evaluation().context().memberOf(item.json(), valueSet);
        return Truth.list(member.orElse(null));
    }

    private static List<Item> subsumes(Scope scope, List<Item> input, List<Item> other) {
        Item a = Functions.single("subsumes()", input);
        Item b = Functions.single("subsumes()", other);
        return a == null || b == null
                ? List.of()
                : Truth.list(scope.evaluation()
                        .context()
                        .subsumes(a.json(), b.json())
                        .orElse(null));
    }

    private static List<Item> conformsTo(Scope scope, List<Item> input, List<Op> arguments) {
        Item item = Functions.single("conformsTo()", input);
        String profile = Functions.text("conformsTo()", arguments.get(0).eval(scope));
        if (!(item instanceof Element element) || profile == null) {
            return List.of();
        }
        Optional<Boolean> known = scope.evaluation().context().conformsTo(element, profile);
        if (known.isPresent()) {
            return Truth.list(known.get());
        }
        Optional<TypeDefinition> type = profile.startsWith(STRUCTURE)
                ? Definitions.r4().find(profile.substring(STRUCTURE.length()))
                : Optional.empty();
        return Truth.list(TypeTest.isA(
                element.definition(),
                type.orElseThrow(() -> FhirPathException.evaluation("the profile " + profile + " is not known here"))
                        .name()));
    }

    private static List<Item> html(List<Item> input) {
        if (input.isEmpty()) {
            return input;
        }
        for (Item item : input) {
            JsonNode json = item.json();
            if (!Narrative.isSound(json.isObject() ? json.path("div").asText() : json.asText())) {
                return Truth.FALSE;
            }
        }
        return Truth.TRUE;
    }
}
