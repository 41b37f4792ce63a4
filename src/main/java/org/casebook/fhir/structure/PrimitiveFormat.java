package org.casebook.fhir.structure;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import org.casebook.fhir.FhirDateTime;
import org.casebook.fhir.ResourceIds;
import org.casebook.fhir.Ucum;
import org.jspecify.annotations.Nullable;

/**
 * The formats of R4's primitives (section 2.24.0.1) by hand: the regular expressions of the specification cost too much
 * on every write, and some of them explode on hostile text.
 */
final class PrimitiveFormat {
    private PrimitiveFormat() {}

    /** What is wrong with the value and what to write instead; null where it is right. */
    static @Nullable String problem(String type, JsonNode value) {
        return switch (type) {
            case "boolean" -> value.isBoolean() ? null : "must be true or false, without quotes";
            case "decimal" -> decimal(value);
            case "integer" -> whole(value, Integer.MIN_VALUE);
            case "unsignedInt" -> whole(value, 0);
            case "positiveInt" -> whole(value, 1);
            default -> value.isTextual() ? text(type, value.textValue()) : "must be a string, in quotes";
        };
    }

    /** What no database and no client could hold is refused here, before it costs anybody gigabytes of digits. */
    private static @Nullable String decimal(JsonNode value) {
        if (!value.isNumber()) {
            return "must be a number, without quotes";
        }
        boolean bounded = !value.isBigDecimal() || Ucum.isBounded(value.decimalValue());
        return bounded ? null : "has an exponent beyond 1000; send a number of sensible size";
    }

    private static @Nullable String whole(JsonNode value, int min) {
        if (!value.isNumber()) {
            return "must be a whole number, without quotes";
        }
        if (!value.isIntegralNumber()) {
            return "must be a whole number, without decimal point or exponent";
        }
        boolean fits = value.isInt()
                ? value.intValue() >= min
                : value.bigIntegerValue().compareTo(BigInteger.valueOf(min)) >= 0
                        && value.bigIntegerValue().bitLength() < 32;
        return fits ? null : "must be between " + min + " and " + Integer.MAX_VALUE;
    }

    private static @Nullable String text(String type, String text) {
        if (text.isEmpty()) {
            return "must not be empty; leave the element out";
        }
        String problem = form(type, text);
        return problem != null ? problem : Text.problem(text);
    }

    private static @Nullable String form(String type, String text) {
        return switch (type) {
            case "string", "markdown" -> null;
            case "code" -> isCode(text) ? null : "must not start or end with a space, nor hold two in a row";
            case "id" -> ResourceIds.isValid(text) ? null : "must be 1 to 64 of A-Z, a-z, 0-9, '-' and '.'";
            case "uri", "url", "canonical" -> hasNoSpace(text) ? null : "must not hold white space; write %20";
            case "date" -> FhirDateTime.isDate(text) ? null : "must be a real date as YYYY, YYYY-MM or YYYY-MM-DD";
            case "dateTime" ->
                FhirDateTime.isDateTime(text)
                        ? null
                        : "must be a real date as YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss+zz:zz";
            case "instant" ->
                FhirDateTime.isInstant(text) ? null : "must be YYYY-MM-DDThh:mm:ss.sss+zz:zz, with a time zone";
            case "time" -> FhirDateTime.isTime(text) ? null : "must be hh:mm:ss, without time zone";
            case "base64Binary" -> Base64Format.isValid(text) ? null : "must be base64: A-Z, a-z, 0-9, '+', '/', '='";
            case "oid" -> isOid(text) ? null : "must be an OID such as urn:oid:1.2.3";
            case "uuid" -> isUuid(text) ? null : "must be urn:uuid: and a UUID in lower case";
            default -> null;
        };
    }

    private static boolean isCode(String text) {
        boolean space = true;
        for (int i = 0; i < text.length(); i++) {
            boolean now = isSpace(text.charAt(i));
            if (now && space) {
                return false;
            }
            space = now;
        }
        return !space;
    }

    private static boolean hasNoSpace(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isSpace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /** {@code urn:oid:[0-2](\.(0|[1-9][0-9]*))+}. */
    private static boolean isOid(String text) {
        if (!text.startsWith("urn:oid:") || text.length() < 11 || text.charAt(8) < '0' || text.charAt(8) > '2') {
            return false;
        }
        int at = 9;
        while (at < text.length()) {
            int end = text.charAt(at) == '.' ? at + 1 : -1;
            while (end > 0 && end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
            boolean arc = end > at + 1 && (text.charAt(at + 1) != '0' || end == at + 2);
            if (!arc) {
                return false;
            }
            at = end;
        }
        return true;
    }

    private static boolean isUuid(String text) {
        if (text.length() != 45 || !text.startsWith("urn:uuid:")) {
            return false;
        }
        for (int i = 9; i < 45; i++) {
            char c = text.charAt(i);
            boolean dash = i == 17 || i == 22 || i == 27 || i == 32;
            if (dash ? c != '-' : !isDigit(c) && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
