package org.casebook.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.Json;
import org.casebook.fhirpath.Element;
import org.casebook.fhirpath.Examples;
import org.casebook.fhirpath.Expression;
import org.casebook.fhirpath.FhirPath;
import org.casebook.fhirpath.Item;
import org.junit.jupiter.api.Test;

/** The one walk over all paths finds what the FHIRPath engine finds parameter by parameter. */
class PathPlanTest {
    private final SearchParameters parameters = SearchParameters.r4();
    private final Extractors extractors = new Extractors(Set.of());
    private final ResourceIndexer indexer = new ResourceIndexer(parameters, Set.of());
    private final Map<String, Map<SearchParameter, Expression>> expressions = new HashMap<>();
    private final Map<String, Expression> components = new HashMap<>();

    @Test
    void nearlyAllParametersArePaths() {
        Set<String> computed = new TreeSet<>();
        for (String type : Definitions.r4().resourceTypes()) {
            indexer.plan(type).computed().forEach(p -> computed.add(type + "." + p.code()));
        }
        assertThat(computed)
                .containsExactly(
                        "MolecularSequence.chromosome-variant-coordinate",
                        "MolecularSequence.referenceseqid-variant-coordinate",
                        "Patient.deceased");
    }

    @Test
    void theWalkFindsWhatTheEngineFinds() {
        Map<String, String> examples = Examples.folder("json/spec/");
        examples.putAll(Examples.folder("json/complete-mock/"));
        int entries = 0;
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, String> example : examples.entrySet()) {
            ObjectNode resource = resource(example.getValue());
            if (resource == null) {
                continue;
            }
            Set<IndexEntry> walked = new LinkedHashSet<>(indexer.index(resource));
            Set<IndexEntry> computed = computed(resource);
            walked.removeIf(e -> e.parameter().expression() == null);
            entries += computed.size();
            // The engine's union takes 1.0 g and 1.00 g for one; the walk keeps both precisions.
            boolean precisions = example.getKey().endsWith("observation-decimal.json");
            if (precisions ? !walked.containsAll(computed) : !walked.equals(computed)) {
                differences.add(example.getKey() + difference(walked, computed));
            }
        }
        assertThat(entries).isGreaterThan(50_000);
        assertThat(differences).isEmpty();
    }

    private static String difference(Set<IndexEntry> walked, Set<IndexEntry> computed) {
        Set<IndexEntry> more = new LinkedHashSet<>(walked);
        more.removeAll(computed);
        Set<IndexEntry> missing = new LinkedHashSet<>(computed);
        missing.removeAll(walked);
        return "\n  walked only " + more + "\n  computed only " + missing;
    }

    private Set<IndexEntry> computed(ObjectNode resource) {
        Set<IndexEntry> entries = new LinkedHashSet<>();
        Element root = Element.of(resource);
        of(root.definition().name()).forEach((parameter, expression) -> {
            for (Item item : expression.evaluate(root, ReferencedTypes.INSTANCE)) {
                values(parameter, item).forEach(value -> entries.add(new IndexEntry(parameter, value)));
            }
        });
        return entries;
    }

    private List<IndexValue> values(SearchParameter parameter, Item item) {
        List<IndexValue> values = new ArrayList<>();
        if (parameter.type() != SearchParamType.COMPOSITE) {
            extractors.extract(parameter.type(), item, Phonetic.coded(parameter, values::add));
            return values;
        }
        List<List<IndexValue>> parts = new ArrayList<>();
        for (SearchParameter.Component component : parameter.component()) {
            List<IndexValue> part = new ArrayList<>();
            Expression expression = components.computeIfAbsent(component.expression(), FhirPath::compile);
            SearchParameter definition =
                    parameters.byUrl(component.definition()).orElseThrow();
            for (Item found : expression.evaluate(item, ReferencedTypes.INSTANCE)) {
                extractors.extract(definition.type(), found, part::add);
            }
            parts.add(part);
        }
        Tuples.of(parts, values::add);
        return values;
    }

    private Map<SearchParameter, Expression> of(String type) {
        return expressions.computeIfAbsent(type, name -> {
            Map<SearchParameter, Expression> all = new LinkedHashMap<>();
            for (SearchParameter parameter : parameters.all(name)) {
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

    private static ObjectNode resource(String text) {
        ObjectNode tree = Json.stored(text.getBytes(StandardCharsets.UTF_8));
        return Definitions.r4().isResourceType(tree.path("resourceType").asText()) ? tree : null;
    }
}
