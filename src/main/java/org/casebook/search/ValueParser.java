package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.casebook.error.IssueType;
import org.casebook.index.Folding;
import org.casebook.index.Phonetic;
import org.casebook.index.SearchParameter;
import org.casebook.index.tables.IndexTable;
import org.casebook.index.tables.ParameterKey;
import org.casebook.index.tables.TimeLine;

/** Reads the values of a parameter; the only place that knows which class stands for which type. */
final class ValueParser {
    private final Vocabulary vocabulary;
    private final TokenValues tokens;
    private final ReferenceValues references;

    ValueParser(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.tokens = new TokenValues(vocabulary);
        this.references = new ReferenceValues(vocabulary);
    }

    Criterion criterion(Scope scope, ParameterName name, SearchParameter parameter, List<String> any) {
        return switch (parameter.code()) {
            case "_id" -> ids(scope, name, any);
            case "_lastUpdated" ->
                new UpdatedCriterion(
                        scope.type(),
                        any.stream()
                                .map(v -> DateTest.parse(name.whole(), Escapes.unescape(v), vocabulary.clock()))
                                .toList());
            case "_list" -> list(scope, any);
            case "_text", "_content" -> words(scope, name.whole(), parameter, any);
            default -> byType(scope, name, parameter, any);
        };
    }

    private Criterion byType(Scope scope, ParameterName name, SearchParameter parameter, List<String> any) {
        return switch (parameter.type()) {
            case TOKEN -> tokens.criterion(scope, name, parameter, any);
            case REFERENCE -> references.criterion(scope, name, parameter, any);
            case STRING -> strings(scope, name, parameter, any);
            case DATE -> dates(scope, name, parameter, any);
            default ->
                rows(
                        scope,
                        parameter,
                        CriterionParser.table(parameter),
                        any,
                        v -> test(name.whole(), parameter, name, v));
        };
    }

    /** One value without the modifiers that need more than it. */
    private ValueTest test(String whole, SearchParameter parameter, ParameterName name, String value) {
        return switch (parameter.type()) {
            case NUMBER -> NumberTest.parse(whole, Escapes.unescape(value));
            case QUANTITY -> QuantityTest.parse(whole, value, vocabulary.units());
            case DATE -> DateTest.parse(whole, Escapes.unescape(value), vocabulary.clock());
            case STRING -> StringTest.of(StringTest.Mode.STARTS, Escapes.unescape(value));
            case URI -> new UriTest(uriMode(name), Escapes.unescape(value));
            case TOKEN -> TokenTest.parse(whole, value);
            case REFERENCE -> references.test(parameter, null, value);
            case COMPOSITE -> composite(whole, parameter, value);
            case SPECIAL -> special(whole, parameter, value);
        };
    }

    private static UriTest.Mode uriMode(ParameterName name) {
        if (name.modifier() == null) {
            return UriTest.Mode.EXACT;
        }
        return name.modifier().equals("below") ? UriTest.Mode.BELOW : UriTest.Mode.ABOVE;
    }

    private static ValueTest special(String name, SearchParameter parameter, String value) {
        if (!parameter.code().equals("near")) {
            throw InvalidSearch.of(
                    IssueType.NOT_SUPPORTED,
                    name,
                    "'" + parameter.code() + "' is a special parameter whose meaning is not known here");
        }
        return PositionTest.parse(name, value);
    }

    private ValueTest composite(String name, SearchParameter parameter, String value) {
        List<String> parts = Escapes.split(value, '$');
        if (parts.size() != parameter.component().size()) {
            throw InvalidSearch.of(
                    IssueType.VALUE,
                    name,
                    "'" + value + "' must have " + parameter.component().size() + " parts with $ between them");
        }
        List<ValueTest> tests = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            String definition = parameter.component().get(i).definition();
            SearchParameter component = vocabulary
                    .parameters()
                    .byUrl(definition)
                    .orElseThrow(() -> InvalidSearch.of(
                            IssueType.NOT_SUPPORTED, name, "its component " + definition + " is not defined here"));
            tests.add(test(name, component, new ParameterName(name, component.code(), null, null), parts.get(i)));
        }
        return new CompositeTest(tests);
    }

    private Criterion strings(Scope scope, ParameterName name, SearchParameter parameter, List<String> any) {
        if (parameter.isPhonetic()) {
            return phonetic(scope, name.whole(), parameter, any);
        }
        StringTest.Mode mode = name.modifier() == null
                ? StringTest.Mode.STARTS
                : name.modifier().equals("exact") ? StringTest.Mode.EXACT : StringTest.Mode.CONTAINS;
        return rows(scope, parameter, IndexTable.STRING, any, v -> StringTest.of(mode, Escapes.unescape(v)));
    }

    /** Each word must sound like a word that is there. */
    private static Criterion phonetic(Scope scope, String name, SearchParameter parameter, List<String> any) {
        List<Criterion> alternatives = new ArrayList<>();
        for (String value : any) {
            List<Criterion> words = new ArrayList<>();
            for (String word : Folding.words(Escapes.unescape(value))) {
                words.add(rows(
                        scope,
                        parameter,
                        IndexTable.STRING,
                        List.copyOf(Phonetic.ofWord(word)),
                        code -> StringTest.of(StringTest.Mode.WHOLE, code)));
            }
            if (words.isEmpty()) {
                throw InvalidSearch.of(IssueType.VALUE, name, "'" + value + "' has no word in it");
            }
            alternatives.add(words.size() == 1 ? words.get(0) : new AllCriterion(words));
        }
        return alternatives.size() == 1 ? alternatives.get(0) : new AnyCriterion(alternatives);
    }

    private Criterion dates(Scope scope, ParameterName name, SearchParameter parameter, List<String> any) {
        boolean main = TimeLine.parameter(scope.type())
                .filter(p -> p.url().equals(parameter.url()))
                .isPresent();
        return new RowCriterion(
                name.whole(),
                IndexTable.DATE,
                ParameterKey.VALUE.of(parameter, scope.type(), scope.contained()),
                any.stream()
                        .<ValueTest>map(v -> DateTest.parse(name.whole(), Escapes.unescape(v), vocabulary.clock()))
                        .toList(),
                main);
    }

    private static Criterion ids(Scope scope, ParameterName name, List<String> any) {
        Criterion ids = new IdCriterion(
                scope.type(),
                any.stream()
                        .map(Escapes::unescape)
                        .map(id -> id.startsWith(scope.type() + "/")
                                ? id.substring(scope.type().length() + 1)
                                : id)
                        .toList());
        return "not".equals(name.modifier()) ? new NotCriterion(ids) : ids;
    }

    /** Ids of Lists, and names of lists by their function. */
    private Criterion list(Scope scope, List<String> any) {
        SearchParameter item = vocabulary.parameters().of("List", "item").orElseThrow();
        int key = ParameterKey.VALUE.of(item, "List", false);
        List<Criterion> criteria = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (String list : any) {
            if (list.startsWith("$")) {
                criteria.add(vocabulary.lists().criterion(vocabulary, scope, key, list));
            } else {
                ids.add(list.startsWith("List/") ? list.substring(5) : list);
            }
        }
        if (!ids.isEmpty()) {
            criteria.add(new ListCriterion(scope.type(), key, ids));
        }
        return criteria.size() == 1 ? criteria.get(0) : new AnyCriterion(criteria);
    }

    private static Criterion words(Scope scope, String name, SearchParameter parameter, List<String> any) {
        int param = ParameterKey.VALUE.of(parameter, scope.type(), scope.contained());
        List<Criterion> all = new ArrayList<>();
        for (String value : any) {
            all.add(WordLogic.parse(
                    name,
                    Escapes.unescape(value),
                    words -> new WordCriterion(name, param, scope.contained(), List.of(new WordTest(words)))));
        }
        return all.size() == 1 ? all.get(0) : new AnyCriterion(all);
    }

    static Criterion rows(
            Scope scope,
            SearchParameter parameter,
            IndexTable table,
            List<String> any,
            Function<String, ValueTest> test) {
        return new RowCriterion(
                parameter.code(),
                table,
                ParameterKey.VALUE.of(parameter, scope.type(), scope.contained()),
                any.stream().map(test).toList(),
                false);
    }
}
