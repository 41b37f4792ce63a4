package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.index.SearchParameter;
import org.casebook.index.tables.IndexTable;
import org.casebook.index.tables.Keys;
import org.casebook.index.tables.ParameterKey;

/** The values of a token and what its modifiers make of them (R4 section 3.1.1.4.10). */
final class TokenValues {
    private final Vocabulary vocabulary;

    TokenValues(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    Criterion criterion(Scope scope, ParameterName name, SearchParameter parameter, List<String> any) {
        String modifier = name.modifier() == null ? "" : name.modifier();
        return switch (modifier) {
            case "not" -> new NotCriterion(tokens(scope, name, parameter, any));
            case "in" -> codes(scope, name, parameter, members(name.whole(), any));
            case "not-in" -> new NotCriterion(codes(scope, name, parameter, members(name.whole(), any)));
            case "above", "below" ->
                codes(scope, name, parameter, related(name.whole(), modifier.equals("below"), any));
            case "of-type" -> ofType(scope, name, parameter, any);
            case "text" ->
                texts(
                        scope,
                        parameter,
                        any.stream()
                                .<ValueTest>map(v -> StringTest.of(StringTest.Mode.STARTS, Escapes.unescape(v)))
                                .toList());
            case "text-advanced" ->
                texts(
                        scope,
                        parameter,
                        any.stream()
                                .<ValueTest>map(v -> TextWordsTest.of(name.whole(), Escapes.unescape(v)))
                                .toList());
            case "code-text" ->
                rows(
                        scope,
                        name,
                        parameter,
                        any.stream()
                                .<ValueTest>map(v -> new CodeStartTest(Keys.code(Escapes.unescape(v))))
                                .toList());
            default -> tokens(scope, name, parameter, any);
        };
    }

    private static Criterion tokens(Scope scope, ParameterName name, SearchParameter parameter, List<String> any) {
        return rows(
                scope,
                name,
                parameter,
                any.stream()
                        .<ValueTest>map(v -> TokenTest.parse(name.whole(), v))
                        .toList());
    }

    private static Criterion rows(Scope scope, ParameterName name, SearchParameter parameter, List<ValueTest> tests) {
        return new RowCriterion(
                name.whole(),
                IndexTable.TOKEN,
                ParameterKey.VALUE.of(parameter, scope.type(), scope.contained()),
                tests,
                false);
    }

    private static Criterion texts(Scope scope, SearchParameter parameter, List<ValueTest> tests) {
        return new RowCriterion(
                parameter.code() + " text",
                IndexTable.STRING,
                ParameterKey.TEXT.of(parameter, scope.type(), scope.contained()),
                tests,
                false);
    }

    private static Criterion codes(
            Scope scope, ParameterName name, SearchParameter parameter, List<TerminologyLookup.Code> codes) {
        if (codes.isEmpty()) {
            return new ConstantCriterion(false, name.whole() + ": no code");
        }
        return rows(
                scope,
                name,
                parameter,
                codes.stream()
                        .<ValueTest>map(c -> TokenTest.of(c.code(), c.system() == null ? "" : c.system(), c.code()))
                        .toList());
    }

    private List<TerminologyLookup.Code> members(String name, List<String> any) {
        List<TerminologyLookup.Code> codes = new ArrayList<>();
        for (String value : any) {
            String url = Escapes.unescape(value);
            codes.addAll(vocabulary
                    .terminology()
                    .members(url)
                    .orElseThrow(() -> InvalidSearch.of(
                            IssueType.NOT_FOUND,
                            name,
                            "the value set '" + url + "' is not on this server, or cannot be expanded here")));
        }
        return codes;
    }

    private List<TerminologyLookup.Code> related(String name, boolean below, List<String> any) {
        List<TerminologyLookup.Code> codes = new ArrayList<>();
        for (String value : any) {
            List<String> parts =
                    Escapes.split(value, '|').stream().map(Escapes::unescape).toList();
            boolean bare = parts.size() == 1;
            if (parts.size() > 2
                    || parts.get(0).isEmpty()
                    || !bare && parts.get(1).isEmpty()) {
                throw InvalidSearch.of(IssueType.VALUE, name, "'" + value + "' must be code or system|code");
            }
            String system = bare ? null : parts.get(0);
            String code = parts.get(parts.size() - 1);
            Optional<List<TerminologyLookup.Code>> found = below
                    ? vocabulary.terminology().below(system, code)
                    : vocabulary.terminology().above(system, code);
            codes.addAll(found.orElse(List.of()));
            if (found.isEmpty()) {
                vocabulary
                        .hints()
                        .add(Issue.warning(
                                IssueType.NOT_FOUND,
                                "Search parameter '" + name + "': nothing stands above or below '" + value
                                        + "', since no code system on this server has it. Nothing is found by it.",
                                InvalidSearch.expression(name)));
            }
        }
        return codes;
    }

    /** {@code identifier:of-type=system|code|value}: system and code of the identifier's type. */
    private static Criterion ofType(Scope scope, ParameterName name, SearchParameter parameter, List<String> any) {
        List<ValueTest> tests = new ArrayList<>();
        for (String value : any) {
            List<String> parts =
                    Escapes.split(value, '|').stream().map(Escapes::unescape).toList();
            if (parts.size() != 3 || parts.stream().anyMatch(String::isEmpty)) {
                throw InvalidSearch.of(
                        IssueType.VALUE, name.whole(), "'" + value + "' must be system|code|value of an identifier");
            }
            tests.add(new TokenTest(value, Keys.hash(parts.get(0) + "|" + parts.get(1)), Keys.code(parts.get(2))));
        }
        return new RowCriterion(
                name.whole(),
                IndexTable.TOKEN,
                ParameterKey.OF_TYPE.of(parameter, scope.type(), scope.contained()),
                tests,
                false);
    }
}
