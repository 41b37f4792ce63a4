package org.casebook.fhir.structure;

import java.util.Collection;
import org.casebook.error.Nearest;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.TypeDefinition;

/** What to say of a name that R4 does not know. */
final class Unknown {
    private static final int LONGEST_SLIP = 100;

    private Unknown() {}

    static String text(TypeDefinition type, String name) {
        if (name.equals("resourceType")) {
            return "must not be here: " + type + " is not a resource; remove it";
        }
        String where = type.kind() == TypeDefinition.Kind.BACKBONE ? type.name() : "the type " + type.name();
        return "is unknown: " + where + " has no element " + Shown.quoted(name)
                + hint(
                        name,
                        type.elements().stream().map(ElementDefinition::name).toList());
    }

    static String hint(String given, Collection<String> candidates) {
        return given.length() > LONGEST_SLIP ? "" : Nearest.hint(given, candidates);
    }
}
