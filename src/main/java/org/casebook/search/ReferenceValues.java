package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import org.casebook.error.IssueType;
import org.casebook.index.SearchParamType;
import org.casebook.index.SearchParameter;
import org.casebook.index.tables.IndexTable;
import org.casebook.index.tables.Keys;
import org.casebook.index.tables.ParameterKey;
import org.jspecify.annotations.Nullable;

/** The values of a reference and what its modifiers make of them (R4 section 3.1.1.4.12). */
final class ReferenceValues {
    private static final List<String> PATIENT = List.of("Patient");
    private final Vocabulary vocabulary;

    ReferenceValues(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    Criterion criterion(Scope scope, ParameterName name, SearchParameter parameter, List<String> any) {
        String modifier = name.modifier();
        if ("identifier".equals(modifier)) {
            return identifier(scope, name, parameter, any);
        }
        List<ValueTest> tests = new ArrayList<>();
        for (String value : any) {
            if ("above".equals(modifier) || "below".equals(modifier)) {
                tests.addAll(related(name.whole(), "below".equals(modifier), parameter, value));
            } else {
                ReferenceTest test = test(parameter, modifier, value);
                tests.add(test);
                tests.addAll(byAddress(test));
            }
        }
        return new RowCriterion(
                name.whole(),
                IndexTable.REFERENCE,
                ParameterKey.VALUE.of(parameter, scope.type(), scope.contained()),
                tests,
                false);
    }

    private static Criterion identifier(Scope scope, ParameterName name, SearchParameter parameter, List<String> any) {
        return new RowCriterion(
                name.whole(),
                IndexTable.TOKEN,
                ParameterKey.IDENTIFIER.of(parameter, scope.type(), scope.contained()),
                any.stream()
                        .<ValueTest>map(v -> TokenTest.parse(name.whole(), v))
                        .toList(),
                false);
    }

    /** {@code 23}, {@code Patient/23}, {@code Patient/23/_history/2}, a url on this server or another, a canonical. */
    ReferenceTest test(SearchParameter parameter, @Nullable String type, String value) {
        String text = Escapes.unescape(value);
        String local = text.startsWith(vocabulary.base() + "/")
                ? text.substring(vocabulary.base().length() + 1)
                : text;
        String[] steps = local.split("/", -1);
        boolean versioned = steps.length == 4 && steps[2].equals("_history");
        if ((steps.length == 2 || versioned) && vocabulary.definitions().isResourceType(steps[0])) {
            return new ReferenceTest(text, Keys.uri(steps[1]), List.of(steps[0]), versioned ? steps[3] : null, false);
        }
        if (isUrl(local) || local.indexOf('|') >= 0 || steps.length > 1) {
            return url(text, local, false);
        }
        List<String> types =
                type != null ? List.of(type) : leadsToPatientsOnly(parameter) ? PATIENT : parameter.target();
        return new ReferenceTest(text, Keys.uri(local), types.contains("Resource") ? List.of() : types, null, false);
    }

    /** As the same resource is named by who knows this server under the address of the request, which the index does not know. */
    private List<ReferenceTest> byAddress(ReferenceTest test) {
        return vocabulary.ownBase()
                ? List.of()
                : test.types().stream()
                        .filter(type -> !type.isEmpty() && test.version() == null)
                        .map(type -> new ReferenceTest(
                                test.text(),
                                Keys.uri(vocabulary.base() + "/" + type + "/" + test.target()),
                                List.of(""),
                                null,
                                false))
                        .toList();
    }

    /** R4 gives most parameters {@code patient} Group as a target too, and an expression that leaves it out. */
    private static boolean leadsToPatientsOnly(SearchParameter parameter) {
        String expression = parameter.expression();
        return parameter.code().equals("patient")
                && expression != null
                && java.util.Arrays.stream(expression.split("\\|"))
                        .map(String::strip)
                        .allMatch(part -> part.endsWith(".patient") || part.contains("resolve() is Patient"));
    }

    private static boolean isUrl(String text) {
        return text.contains(":") || text.startsWith("#");
    }

    private static ReferenceTest url(String text, String url, boolean versionStart) {
        int bar = url.lastIndexOf('|');
        String bare = bar < 0 ? url : url.substring(0, bar);
        String version = bar < 0 ? null : url.substring(bar + 1);
        return new ReferenceTest(text, Keys.uri(bare), List.of(""), version, versionStart);
    }

    /** Along the parts of a resource that are of its own type; for a canonical, along its versions. */
    private List<ReferenceTest> related(String name, boolean below, SearchParameter parameter, String value) {
        ReferenceTest start = test(parameter, null, value);
        if (start.types().contains("")) {
            if (below) {
                return List.of(url(start.text(), Escapes.unescape(value), true));
            }
            throw InvalidSearch.of(
                    IssueType.NOT_SUPPORTED, name, ":above is not defined for the versions of a canonical; use :below");
        }
        if (start.types().size() != 1) {
            throw InvalidSearch.of(
                    IssueType.VALUE, name, "'" + value + "' must name the type of the resource, as in Location/42");
        }
        String type = start.types().get(0);
        SearchParameter part = part(name, type);
        List<String> ids = below
                ? vocabulary.hierarchy().below(part, type, start.target())
                : vocabulary.hierarchy().above(part, type, start.target());
        return ids.stream().map(id -> ReferenceTest.to(type, id)).toList();
    }

    private SearchParameter part(String name, String type) {
        return vocabulary.parameters().all(type).stream()
                .filter(p -> p.type() == SearchParamType.REFERENCE && p.target().equals(List.of(type)))
                .min(java.util.Comparator.comparing((SearchParameter p) ->
                                !p.code().replace("-", "").equals("partof"))
                        .thenComparing(SearchParameter::code))
                .orElseThrow(() -> InvalidSearch.of(
                        IssueType.NOT_SUPPORTED, name, "a " + type + " is not part of another " + type));
    }
}
