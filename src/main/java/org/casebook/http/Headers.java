package org.casebook.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The header fields of a request. */
@FunctionalInterface
interface Headers {

    /** The value, several of them joined by commas (RFC 9110 section 5.3); null where there is none. */
    @Nullable
    String get(String name);

    static Headers of(HttpServletRequest request) {
        return name -> {
            Enumeration<String> values = request.getHeaders(name);
            if (!values.hasMoreElements()) {
                return null;
            }
            String first = values.nextElement();
            if (!values.hasMoreElements()) {
                return first;
            }
            StringBuilder all = new StringBuilder(first);
            while (values.hasMoreElements()) {
                all.append(", ").append(values.nextElement());
            }
            return all.toString();
        };
    }

    /** Names are found whatever their case. */
    static Headers of(Map<String, String> values) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(values);
        return byName::get;
    }
}
