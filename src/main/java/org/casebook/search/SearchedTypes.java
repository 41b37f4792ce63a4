package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.casebook.error.IssueType;
import org.casebook.fhir.Compartment;
import org.casebook.fhir.ResourceKey;

/** Which types a query searches: that of its path, those of {@code _type}, or all that there are. */
final class SearchedTypes {
    private final Vocabulary vocabulary;
    private final CriterionParser criteria;
    private final SearchRequest request;

    SearchedTypes(Vocabulary vocabulary, CriterionParser criteria, SearchRequest request) {
        this.vocabulary = vocabulary;
        this.criteria = criteria;
        this.request = request;
    }

    /** In the order of the result; the types that exist are asked for only when the query does not name any. */
    List<String> of(Supplier<List<String>> existing) {
        return withHas(named(existing));
    }

    private List<String> named(Supplier<List<String>> existing) {
        List<String> asked = new ArrayList<>();
        for (SearchRequest.Parameter parameter : request.parameters()) {
            if (parameter.name().equals("_type")) {
                for (String type : parameter.value().split(",")) {
                    vocabulary.requireType("_type", type.trim());
                    asked.add(type.trim());
                }
            }
        }
        if (request.type() != null) {
            requireMember(request.type());
            requireOnly(request.type(), asked);
            return List.of(request.type());
        }
        List<String> types = asked.isEmpty() ? existing.get() : asked;
        Map<String, List<String>> members = request.compartment() == null ? null : members();
        return types.stream()
                .distinct()
                .filter(type -> members == null || isMember(members, type))
                .sorted()
                .toList();
    }

    /** Of several types, those that a {@code _has} can find; the others have no resource that it would match. */
    private List<String> withHas(List<String> types) {
        List<String> able = types;
        for (SearchRequest.Parameter parameter : request.parameters()) {
            if (request.type() == null && parameter.name().startsWith("_has:")) {
                List<String> some = able(able, parameter.name());
                boolean asked =
                        request.parameters().stream().anyMatch(p -> p.name().equals("_type"));
                List<String> any = some.isEmpty() && !asked && request.compartment() == null
                        ? able(vocabulary.definitions().resourceTypes(), parameter.name()).stream()
                                .limit(1)
                                .toList()
                        : some;
                able = any.isEmpty() ? able : any;
            }
        }
        return able;
    }

    private List<String> able(List<String> types, String has) {
        return types.stream().filter(type -> criteria.canHave(type, has)).toList();
    }

    /** {@code _type} is for searches of several types; one that names others would be ignored. */
    private static void requireOnly(String type, List<String> asked) {
        if (!asked.isEmpty() && !asked.contains(type)) {
            throw InvalidSearch.of(
                    IssueType.VALUE,
                    "_type",
                    "only " + type + " is searched here; to search " + String.join(", ", asked)
                            + ", leave the type out of the path");
        }
    }

    private void requireMember(String type) {
        if (request.compartment() != null
                && members().getOrDefault(type, List.of()).isEmpty()) {
            throw InvalidSearch.of(
                    IssueType.NOT_SUPPORTED,
                    "compartment",
                    "no " + type + " is ever in the compartment of a "
                            + request.compartment().type());
        }
    }

    private boolean isMember(Map<String, List<String>> members, String type) {
        ResourceKey centre = java.util.Objects.requireNonNull(request.compartment());
        return type.equals(centre.type())
                || !members.getOrDefault(type, List.of()).isEmpty();
    }

    private Map<String, List<String>> members() {
        String centre = java.util.Objects.requireNonNull(request.compartment()).type();
        Compartment definition = vocabulary.definitions().compartments().get(centre);
        if (definition == null) {
            throw InvalidSearch.of(
                    IssueType.NOT_SUPPORTED,
                    "compartment",
                    centre + " has no compartment; R4 has those of "
                            + String.join(
                                    ", ",
                                    new TreeSet<>(vocabulary
                                            .definitions()
                                            .compartments()
                                            .keySet())));
        }
        return definition.members();
    }
}
