package org.casebook.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.TypeDefinition;
import org.casebook.fhirpath.Expression;
import org.casebook.fhirpath.FhirPath;
import org.jspecify.annotations.Nullable;

/** Reads the parameter out of a SearchParameter resource (R4 section 3.1.1.10). */
final class SearchParameterReader {
    private SearchParameterReader() {}

    static SearchParameter read(ObjectNode resource) {
        String type = required(resource, "type");
        SearchParamType paramType = SearchParamType.ofCode(type)
                .orElseThrow(() -> refuse("type", "'" + type + "' is not a search parameter type of R4"));
        SearchParameter parameter = new SearchParameter(
                required(resource, "url"),
                required(resource, "code"),
                paramType,
                requiredBase(resource),
                expression(text(resource, "expression")),
                texts(resource, "target"),
                components(resource, paramType),
                texts(resource, "comparator"),
                texts(resource, "modifier"),
                resource.path("multipleOr").asBoolean(true),
                resource.path("multipleAnd").asBoolean(true),
                resource.path("xpathUsage").asText("normal"));
        checkNames(parameter);
        return parameter;
    }

    /** An expression that can never find anything is a mistake that its author should hear of. */
    private static void checkNames(SearchParameter parameter) {
        if (parameter.expression() == null) {
            return;
        }
        Expression expression = FhirPath.compile(parameter.expression());
        for (String base : parameter.base()) {
            TypeDefinition type = Definitions.r4()
                    .find(base)
                    .filter(TypeDefinition::isResource)
                    .orElseThrow(() -> refuse("base", "'" + base + "' is not a resource type of R4"));
            Expression own = expression.forType(type);
            if (own == null) {
                throw refuse("expression", "it has no branch for " + base + ", which is named as a base");
            }
            List<String> problems = type.isAbstract() ? List.of() : own.problems(type);
            if (!problems.isEmpty()) {
                throw refuse("expression", String.join("; ", problems));
            }
        }
    }

    private static List<SearchParameter.Component> components(ObjectNode resource, SearchParamType type) {
        List<SearchParameter.Component> components = new ArrayList<>();
        for (JsonNode component : resource.path("component")) {
            components.add(new SearchParameter.Component(
                    component.path("definition").asText(),
                    component(component.path("expression").asText())));
        }
        if (type == SearchParamType.COMPOSITE && components.size() < 2) {
            throw refuse("component", "a composite needs at least two components");
        }
        return components;
    }

    private static String component(String expression) {
        if (expression.isBlank()) {
            throw refuse("component.expression", "the element is missing");
        }
        FhirPath.compile(expression);
        return expression;
    }

    /** An expression that is not FHIRPath is refused, with the place of its fault. */
    private static @Nullable String expression(@Nullable String text) {
        if (text != null) {
            FhirPath.compile(text);
        }
        return text;
    }

    private static List<String> requiredBase(ObjectNode resource) {
        List<String> base = texts(resource, "base");
        if (base.isEmpty()) {
            throw refuse("base", "name at least one resource type that the parameter applies to");
        }
        return base;
    }

    private static String required(ObjectNode resource, String name) {
        String value = text(resource, name);
        if (value == null || value.isBlank()) {
            throw refuse(name, "the element is missing");
        }
        return value;
    }

    private static @Nullable String text(ObjectNode resource, String name) {
        JsonNode node = resource.get(name);
        return node == null || !node.isTextual() ? null : node.textValue();
    }

    private static List<String> texts(ObjectNode resource, String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : resource.path(name)) {
            if (node.isTextual()) {
                texts.add(node.textValue());
            }
        }
        return texts;
    }

    private static CasebookException refuse(String element, String text) {
        return new CasebookException(
                ErrorCategory.UNPROCESSABLE,
                IssueType.VALUE,
                "SearchParameter." + element + ": " + text + ".",
                "SearchParameter." + element);
    }
}
