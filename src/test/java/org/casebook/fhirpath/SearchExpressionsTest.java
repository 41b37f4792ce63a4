package org.casebook.fhirpath;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.Json;
import org.casebook.fhir.TypeDefinition;
import org.casebook.index.SearchParameter;
import org.casebook.index.SearchParameters;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/** Every search parameter of R4 on the examples of the specification, against HAPI's engine: no difference. */
class SearchExpressionsTest {
    private final HapiOracle oracle = new HapiOracle();
    private final Map<String, Map<SearchParameter, Expression>> expressions = new LinkedHashMap<>();
    private final List<String> differences = new ArrayList<>();
    private int comparisons;
    private int results;

    @Test
    void sameAsHapi() {
        Map<String, String> examples = Examples.folder("json/spec/");
        examples.putAll(Examples.folder("json/complete-mock/"));
        examples.forEach((name, text) -> readable(text).ifPresent(resource -> compare(name, text, resource)));
        System.out.println("FHIRPath against HAPI: " + comparisons + " comparisons, " + results + " results, "
                + differences.size() + " differences");
        assertThat(comparisons).isGreaterThan(50_000);
        assertThat(differences).isEmpty();
    }

    private Optional<Resource> readable(String text) {
        try {
            return Optional.of(oracle.parse(text));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private void compare(String name, String text, Resource resource) {
        ObjectNode tree = Json.stored(text.getBytes(StandardCharsets.UTF_8));
        Element root = Element.of(tree);
        of(root.definition()).forEach((parameter, expression) -> {
            List<HapiOracle.Found> ours = expression.evaluate(root, Stubs.INSTANCE).stream()
                    .map(HapiOracle::found)
                    .toList();
            // HAPI's union of quantities needs a UCUM service, so the branches are given to it one by one.
            List<HapiOracle.Found> theirs = new ArrayList<>();
            for (Ast branch : Branches.split(expression.ast())) {
                theirs.addAll(oracle.evaluate(resource, resource, branch.toString()));
            }
            comparisons++;
            results += ours.size();
            if (!same(ours, theirs)) {
                differences.add(name + " " + parameter.url() + "\n   ours   " + ours + "\n   theirs " + theirs);
            }
        });
    }

    private static boolean same(List<HapiOracle.Found> ours, List<HapiOracle.Found> theirs) {
        return containsAll(ours, theirs) && containsAll(theirs, ours);
    }

    private static boolean containsAll(List<HapiOracle.Found> a, List<HapiOracle.Found> b) {
        return b.stream().allMatch(x -> a.stream().anyMatch(x::sameAs));
    }

    private Map<SearchParameter, Expression> of(TypeDefinition type) {
        return expressions.computeIfAbsent(type.name(), name -> {
            Map<SearchParameter, Expression> all = new LinkedHashMap<>();
            for (SearchParameter parameter : SearchParameters.r4().all(name)) {
                Expression own = parameter.expression() == null
                        ? null
                        : FhirPath.compile(parameter.expression())
                                .forType(Definitions.r4().type(name));
                if (own != null) {
                    all.put(parameter, own);
                }
            }
            return all;
        });
    }

    private enum Stubs implements EvaluationContext {
        INSTANCE;

        @Override
        public boolean resolvesToStubs() {
            return true;
        }
    }
}
