package org.casebook.index;

import java.util.Locale;
import java.util.Optional;

/** R4 value set search-param-type. */
public enum SearchParamType {
    NUMBER,
    DATE,
    STRING,
    TOKEN,
    REFERENCE,
    COMPOSITE,
    QUANTITY,
    URI,
    SPECIAL;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The FHIR code. */
    public String code() {
        return code;
    }

    public static Optional<SearchParamType> ofCode(String code) {
        for (SearchParamType type : values()) {
            if (type.code.equals(code)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
