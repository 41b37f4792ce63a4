package org.casebook.validation.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.Invariant;
import org.casebook.fhir.TypeDefinition;
import org.casebook.fhirpath.Element;
import org.jspecify.annotations.Nullable;

/**
 * The rules that hold for so many elements that they are code: ele-1, ext-1 and ref-1. What else ele-1 says, no empty
 * objects and no empty values, the check of the structure has seen to.
 */
final class ElementRules {
    private static final String STRUCTURE = "http://hl7.org/fhir/StructureDefinition/";
    private static final Invariant ELE_1 = new Invariant(
            "ele-1",
            "hasValue() or (children().count() > id.count())",
            "All FHIR elements must have a @value or children",
            STRUCTURE + "Element");
    private static final Invariant EXT_1 = new Invariant(
            "ext-1",
            "extension.exists() != value.exists()",
            "Must have either extensions or value[x], not both",
            STRUCTURE + "Extension");
    private static final Invariant REF_1 = new Invariant(
            "ref-1",
            "reference.startsWith('#').not() or (reference.substring(1) in %rootResource.contained.id)",
            "SHALL have a contained resource if a local reference is provided",
            STRUCTURE + "Reference");

    private final TypeDefinition extension = Definitions.r4().type("Extension");
    private final TypeDefinition reference = Definitions.r4().type("Reference");
    private final Findings findings;
    private final Set<String> ids = new HashSet<>();
    private @Nullable JsonNode idsOf;

    ElementRules(Findings findings) {
        this.findings = findings;
    }

    void check(Element element) {
        ObjectNode fields = element.fields();
        if (fields == null) {
            return;
        }
        if (fields.size() == 1 && fields.has("id") && !element.hasValue()) {
            findings.broken(ELE_1, element, element.path());
        }
        TypeDefinition type = element.definition();
        if (type == extension) {
            extension(element, fields);
        } else if (type == reference) {
            reference(element, fields);
        }
    }

    private void extension(Element element, ObjectNode fields) {
        boolean value = false;
        for (Iterator<String> names = fields.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            value |= name.startsWith("value") || name.startsWith("_value");
        }
        if (value == fields.has("extension")) {
            findings.broken(EXT_1, element, element.path());
        }
    }

    /** A mere # is the resource around a contained one; the expression of R4 forgets it, its text (2.3.0.2) does not. */
    private void reference(Element element, ObjectNode fields) {
        JsonNode literal = fields.get("reference");
        String text = literal == null ? "" : literal.asText();
        boolean local = text.length() > 1 && text.charAt(0) == '#';
        if (local && !ids(element.rootResource().json()).contains(text.substring(1))) {
            findings.broken(REF_1, element, element.path() + ".reference");
        }
    }

    /** The ids of what a resource contains; asked for the same resource many times in turn. */
    private Set<String> ids(JsonNode container) {
        if (container != idsOf) {
            ids.clear();
            container.path("contained").forEach(r -> ids.add(r.path("id").asText()));
            idsOf = container;
        }
        return ids;
    }
}
