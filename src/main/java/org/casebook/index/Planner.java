package org.casebook.index;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.TypeDefinition;
import org.casebook.fhirpath.Expression;
import org.casebook.fhirpath.FhirPath;
import org.casebook.fhirpath.Item;
import org.casebook.fhirpath.Path;
import org.casebook.index.extract.ValueExtractor;
import org.casebook.index.extract.Words;
import org.jspecify.annotations.Nullable;

/** Makes the plan of a type out of the parameters in force. */
final class Planner {
    private final SearchParameters parameters;
    private final Extractors extractors;
    private final TypeDefinition type;
    private final TypePlan plan = new TypePlan();

    private Planner(SearchParameters parameters, Extractors extractors, TypeDefinition type) {
        this.parameters = parameters;
        this.extractors = extractors;
        this.type = type;
    }

    static TypePlan plan(String typeName, SearchParameters parameters, Extractors extractors) {
        Planner planner = new Planner(parameters, extractors, Definitions.r4().type(typeName));
        parameters.all(typeName).forEach(planner::add);
        return planner.plan;
    }

    private void add(SearchParameter parameter) {
        String text = parameter.expression();
        if (text == null) {
            words(parameter);
            return;
        }
        Expression expression = FhirPath.compile(text).forType(type);
        if (expression == null) {
            return;
        }
        Map<Path, PathTree.Action> actions = actions(parameter, expression);
        if (actions == null) {
            plan.add(parameter, computed(parameter, expression));
        } else {
            actions.forEach(plan.paths()::add);
        }
    }

    private void words(SearchParameter parameter) {
        if (parameter.code().equals("_text")) {
            words(parameter, Words::narrative);
        } else if (parameter.code().equals("_content")) {
            words(parameter, Words::content);
        }
    }

    private void words(SearchParameter parameter, Function<ObjectNode, @Nullable TextValue> words) {
        plan.paths().add(new Path(List.of()), (item, role, sink) -> {
            TextValue found = words.apply(sink.resource());
            if (found != null) {
                sink.of(parameter).accept(found);
            }
        });
    }

    /** What happens at the end of each path; null where the expression or a component is more than paths. */
    private @Nullable Map<Path, PathTree.Action> actions(SearchParameter parameter, Expression expression) {
        List<Path> paths = expression.paths(type);
        Map<Path, PathTree.Action> actions = new LinkedHashMap<>();
        for (Path path : paths == null ? List.<Path>of() : paths) {
            PathTree.Action action =
                    parameter.type() == SearchParamType.COMPOSITE ? composite(parameter, end(path)) : values(parameter);
            if (action == null) {
                return null;
            }
            actions.put(path, action);
        }
        return paths == null ? null : actions;
    }

    private PathTree.Action values(SearchParameter parameter) {
        ValueExtractor extractor = extractors.of(parameter.type());
        return (item, role, sink) -> {
            if (role != null) {
                extractor.extract(item, role, Phonetic.coded(parameter, sink.of(parameter)));
            }
        };
    }

    private PathTree.@Nullable Action composite(SearchParameter parameter, TypeDefinition root) {
        List<PathComposite.Part> parts = new ArrayList<>();
        for (SearchParameter.Component component : parameter.component()) {
            List<Path> paths = FhirPath.compile(component.expression()).paths(root);
            if (paths == null) {
                return null;
            }
            parts.add(new PathComposite.Part(paths, extractors.of(partType(component))));
        }
        return new PathComposite(parameter, List.copyOf(parts));
    }

    private TypeDefinition end(Path path) {
        return path.steps().isEmpty()
                ? type
                : path.steps().get(path.steps().size() - 1).element().type();
    }

    private Extraction computed(SearchParameter parameter, Expression expression) {
        if (parameter.type() != SearchParamType.COMPOSITE) {
            return (resource, out) -> {
                for (Item item : expression.evaluate(resource, ReferencedTypes.INSTANCE)) {
                    extractors.extract(parameter.type(), item, Phonetic.coded(parameter, out));
                }
            };
        }
        List<CompositeExtraction.Part> parts = parameter.component().stream()
                .map(c -> new CompositeExtraction.Part(FhirPath.compile(c.expression()), partType(c)))
                .toList();
        return new CompositeExtraction(expression, parts, extractors);
    }

    /** The type of the parameter that a component names; codes are the commonest of those that name none of ours. */
    private SearchParamType partType(SearchParameter.Component component) {
        Optional<SearchParameter> definition = parameters.byUrl(component.definition());
        return definition.map(SearchParameter::type).orElse(SearchParamType.TOKEN);
    }
}
