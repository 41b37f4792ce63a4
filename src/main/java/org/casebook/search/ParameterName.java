package org.casebook.search;

import org.jspecify.annotations.Nullable;

/**
 * The left side of a parameter, taken apart: {@code subject:Patient.name:exact} is the code {@code subject} with the
 * modifier {@code Patient} and the rest {@code name:exact}.
 */
record ParameterName(
        String whole,
        String code,
        @Nullable String modifier,
        @Nullable String rest) {

    static ParameterName parse(String name) {
        int dot = name.indexOf('.');
        String head = dot < 0 ? name : name.substring(0, dot);
        int colon = head.indexOf(':');
        return new ParameterName(
                name,
                colon < 0 ? head : head.substring(0, colon),
                colon < 0 ? null : head.substring(colon + 1),
                dot < 0 ? null : name.substring(dot + 1));
    }
}
