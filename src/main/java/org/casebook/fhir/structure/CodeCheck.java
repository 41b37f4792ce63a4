package org.casebook.fhir.structure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.casebook.error.IssueType;
import org.casebook.fhir.RequiredCodes;

/** Required bindings whose codes R4 enumerates (section 4.1.5). */
final class CodeCheck {
    private final Problems problems;

    CodeCheck(Problems problems) {
        this.problems = problems;
    }

    void code(RequiredCodes codes, String code) {
        if (!codes.contains(code)) {
            problems.add(
                    IssueType.CODE_INVALID,
                    "is " + Shown.quoted(code) + ", which is not in the required value set " + codes.valueSet()
                            + hint(codes, code));
        }
    }

    /** Of a CodeableConcept one coding must come from the value set; a Coding itself must. */
    void concept(RequiredCodes codes, ObjectNode value) {
        JsonNode codings = value.get("coding");
        if (codings == null) {
            JsonNode code = value.get("code");
            if (code != null && code.isTextual()) {
                coding(codes, value, code.textValue());
            }
            return;
        }
        for (JsonNode coding : codings) {
            if (isMember(codes, coding)) {
                return;
            }
        }
        if (!codings.isEmpty()
                && codings.get(0) instanceof ObjectNode first
                && (first.has("code") || first.has("system"))) {
            coding(codes, first, first.path("code").asText(""));
        }
    }

    private void coding(RequiredCodes codes, ObjectNode coding, String code) {
        if (isMember(codes, coding)) {
            return;
        }
        String system = coding.path("system").asText("");
        if (system.isEmpty() && codes.contains(code)) {
            problems.warn(
                    IssueType.CODE_INVALID,
                    "has the code " + Shown.quoted(code) + " without a system; send one of "
                            + codes.bySystem().keySet());
        } else {
            problems.add(
                    IssueType.CODE_INVALID,
                    "has " + Shown.quoted(system + "|" + code) + ", but needs a code from the required value set "
                            + codes.valueSet() + hint(codes, code));
        }
    }

    private static boolean isMember(RequiredCodes codes, JsonNode coding) {
        return codes.contains(
                coding.path("system").asText(""), coding.path("code").asText(""));
    }

    private static String hint(RequiredCodes codes, String code) {
        if (codes.all().size() <= 12) {
            return "; allowed: "
                    + String.join(", ", codes.all().stream().sorted().toList());
        }
        return Unknown.hint(code, codes.all());
    }
}
