package org.casebook.index;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.TypeDefinition;
import org.casebook.fhirpath.Element;
import org.casebook.fhirpath.Expression;
import org.casebook.fhirpath.FhirPath;
import org.casebook.fhirpath.FhirPathException;
import org.casebook.fhirpath.Item;
import org.casebook.index.extract.Words;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the resources of one type are indexed. */
final class TypePlan {
    private static final Logger LOG = LoggerFactory.getLogger(TypePlan.class);

    private record Step(SearchParameter parameter, Extraction extraction) {}

    private final List<Step> steps;

    private TypePlan(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    static TypePlan of(String typeName, SearchParameters parameters, Extractors extractors) {
        TypeDefinition type = Definitions.r4().type(typeName);
        List<Step> steps = new ArrayList<>();
        for (SearchParameter parameter : parameters.all(typeName)) {
            Extraction extraction = extraction(parameter, type, parameters, extractors);
            if (extraction != null) {
                steps.add(new Step(parameter, extraction));
            }
        }
        return new TypePlan(steps);
    }

    /** Null where the parameter finds nothing in the content of this type. */
    private static @Nullable Extraction extraction(
            SearchParameter parameter, TypeDefinition type, SearchParameters parameters, Extractors extractors) {
        String text = parameter.expression();
        if (text == null) {
            return words(parameter);
        }
        Expression expression = FhirPath.compile(text).forType(type);
        if (expression == null) {
            return null;
        }
        if (parameter.type() != SearchParamType.COMPOSITE) {
            return (resource, out) -> {
                for (Item item : expression.evaluate(resource, ReferencedTypes.INSTANCE)) {
                    extractors.extract(parameter.type(), item, out);
                }
            };
        }
        List<CompositeExtraction.Part> parts = new ArrayList<>();
        for (SearchParameter.Component component : parameter.component()) {
            SearchParamType partType = parameters
                    .byUrl(component.definition())
                    .map(SearchParameter::type)
                    .orElse(SearchParamType.TOKEN);
            parts.add(new CompositeExtraction.Part(FhirPath.compile(component.expression()), partType));
        }
        return new CompositeExtraction(expression, parts, extractors);
    }

    private static @Nullable Extraction words(SearchParameter parameter) {
        return switch (parameter.code()) {
            case "_text" -> (resource, out) -> out.accept(Words.narrative((ObjectNode) resource.json()));
            case "_content" -> (resource, out) -> out.accept(Words.content((ObjectNode) resource.json()));
            default -> null;
        };
    }

    List<IndexEntry> index(Element root, ObjectNode resource) {
        List<IndexEntry> entries = new ArrayList<>();
        for (Step step : steps) {
            Set<IndexValue> values = new LinkedHashSet<>();
            try {
                step.extraction.extract(root, values::add);
            } catch (FhirPathException e) {
                LOG.warn("{} is not indexed by {}: {}", root, step.parameter.url(), e.getMessage());
            }
            values.forEach(value -> entries.add(new IndexEntry(step.parameter, value)));
        }
        return entries;
    }
}
