package org.casebook.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Targets: paths with query strings, {@code _filter} among them. */
record Queries(Corpus corpus) {
    private static final String[] CONTROLS = {
        "_id",
        "_lastUpdated",
        "_tag",
        "_profile",
        "_security",
        "_text",
        "_content",
        "_list",
        "_has",
        "_type",
        "_query",
        "_source",
        "_sort",
        "_count",
        "_include",
        "_revinclude",
        "_summary",
        "_total",
        "_elements",
        "_contained",
        "_containedType",
        "_format",
        "_pretty",
        "_filter",
        "_explain",
        "_since",
        "_at",
        "_page",
        "_cursor",
        "_offset",
        "_score",
        "_include:iterate",
        "_revinclude:recurse",
        "_typeFilter",
        "_outputFormat",
        "_until",
        "base",
        "other",
        "resource",
        "mode",
        "profile",
        "code",
        "url",
        "start",
        "end",
        "max",
        "query"
    };
    private static final String[] MODIFIERS = {
        "missing",
        "exact",
        "contains",
        "text",
        "not",
        "in",
        "not-in",
        "above",
        "below",
        "identifier",
        "of-type",
        "Patient",
        "iterate",
        "code-text",
        "",
        "x",
        "missing:exact",
        "Observation.code"
    };
    private static final String[] SEGMENTS = {
        "_history",
        "_history/1",
        "_history/0",
        "_history/-1",
        "_history/99999999999999999999",
        "_history/x",
        "_search",
        "metadata",
        "*",
        "Observation",
        "Observation/_search",
        "",
        "/",
        ".",
        "..",
        "%2e%2e",
        "%00",
        "%",
        "%C3%28",
        "$",
        "_async/x",
        "_history/1/$diff",
        ";a=b",
        "~",
        "%2F",
        "%5C",
        "%252e"
    };
    private static final String[] FILTER = {
        "name co \"x\"", "birthdate ge 2000", "gender eq male", "code in http://loinc.org/vs", "subject.name eq a",
                "date ap 2010-01", "not (status eq final)",
        "name[use eq official].family eq x", "_has:Observation:patient:code eq x", "value-quantity lt 5|u|mg",
                "_lastUpdated gt 2020", "x pr true", "a po b", "code ss x"
    };

    /** What stands behind the base address. */
    String target(Chance chance) {
        StringBuilder target = new StringBuilder(path(chance));
        int parameters = chance.in(80) ? chance.few() : 0;
        String type = target.toString().split("[/?]", 2)[0];
        for (int i = 0; i < parameters; i++) {
            target.append(i == 0 ? '?' : '&').append(parameter(chance, type));
        }
        return target.toString();
    }

    private String path(Chance chance) {
        String start = switch (chance.below(10)) {
            case 0 -> "";
            case 1 -> escaped(chance, Odd.text(chance));
            case 2, 3 -> corpus.key(chance);
            case 4 -> corpus.type(chance) + "/" + escaped(chance, Odd.text(chance));
            default ->
                chance.in(50) ? chance.of("Patient", "Observation", "Condition", "Medication") : corpus.type(chance);
        };
        for (int more = chance.in(40) ? chance.few() : 0; more > 0; more--) {
            start += "/" + (chance.in(60) ? chance.of(corpus.operations()) : chance.of(SEGMENTS));
        }
        return start.length() > 20_000 ? start.substring(0, 20_000) : start;
    }

    private String parameter(Chance chance, String type) {
        List<String> known = corpus.parameters().getOrDefault(type, List.of("name"));
        String name = chance.in(35) || known.isEmpty() ? chance.of(CONTROLS) : chance.of(known);
        if (chance.in(15)) {
            name += "." + chance.of(corpus.parameters().get(corpus.type(chance)));
        }
        if (chance.in(5)) {
            name = "_has:" + corpus.type(chance) + ":" + chance.of("patient", "subject", "code", "x", "") + ":" + name;
        }
        if (chance.in(25)) {
            name += ":" + chance.of(MODIFIERS);
        }
        if (chance.in(4)) {
            name = escaped(chance, Odd.text(chance));
        }
        return name + (chance.in(97) ? "=" + escaped(chance, value(chance, type, name)) : "");
    }

    private String value(Chance chance, String type, String name) {
        if (name.startsWith("_filter") && chance.in(90)) {
            return filter(chance);
        }
        if (name.startsWith("_include") || name.startsWith("_revinclude")) {
            return chance.of(type, corpus.type(chance)) + ":" + chance.of("subject", "patient", "*", "x", "")
                    + chance.of("", ":Patient", ":", ":Nope");
        }
        if (name.startsWith("_sort") && chance.in(70)) {
            return chance.of("", "-") + chance.of(corpus.parameters().getOrDefault(type, List.of("x")));
        }
        String value = Odd.text(chance);
        while (chance.in(20)) {
            value += "," + Odd.text(chance);
        }
        return value;
    }

    private static String filter(Chance chance) {
        StringBuilder filter = new StringBuilder(chance.of(FILTER));
        for (int n = chance.few(); n > 1; n--) {
            filter.append(chance.of(" and ", " or ", " and not ", " ", ")", " and (", "(", " or not ("))
                    .append(chance.of(FILTER));
        }
        if (chance.in(5)) {
            filter.insert(0, "(".repeat(chance.below(3_000)));
        }
        return chance.in(50) ? filter.toString() : Mutation.text(chance, filter.toString());
    }

    /** Percent escapes of UTF-8, now and then some that are broken. */
    static String escaped(Chance chance, String text) {
        StringBuilder escaped = new StringBuilder();
        boolean lazy = chance.in(20);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean safe = b > ' ' && b < 127 && "%&=+#?/\\\"<>^`{|}".indexOf(b) < 0;
            if (safe || lazy && b > ' ' && b < 127) {
                escaped.append((char) b);
            } else {
                escaped.append(String.format("%%%02X", b));
            }
        }
        if (chance.in(2)) {
            escaped.insert(
                    chance.below(escaped.length() + 1),
                    chance.of("%", "%z", "%C3", "%ED%A0%80", "+", "%F8%88", "\u00e9"));
        }
        // Longer targets are refused for their length; one of them now and then is enough.
        return escaped.length() > 20_000 && chance.in(90) ? escaped.substring(0, 3_000) : escaped.toString();
    }
}
