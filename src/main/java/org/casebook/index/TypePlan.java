package org.casebook.index;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.casebook.fhirpath.Element;
import org.casebook.fhirpath.FhirPathException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the resources of one type are indexed: one walk for all parameters that are paths, then one by one those that
 * need the FHIRPath engine.
 */
final class TypePlan {
    private static final Logger LOG = LoggerFactory.getLogger(TypePlan.class);

    private record Step(SearchParameter parameter, Extraction extraction) {}

    private final PathTree paths = new PathTree();
    private final List<Step> steps = new ArrayList<>(2);

    PathTree paths() {
        return paths;
    }

    void add(SearchParameter parameter, Extraction extraction) {
        steps.add(new Step(parameter, extraction));
    }

    /** The parameters that are not paths. */
    List<SearchParameter> computed() {
        return steps.stream().map(Step::parameter).toList();
    }

    List<IndexEntry> index(ObjectNode resource) {
        EntrySink sink = new EntrySink(resource);
        paths.walk(sink);
        if (!steps.isEmpty()) {
            Element root = Element.of(resource);
            for (Step step : steps) {
                compute(step, root, sink);
            }
        }
        return sink.entries();
    }

    /** An expression that fails on this resource must not keep the resource from being stored. */
    private static void compute(Step step, Element root, EntrySink sink) {
        try {
            step.extraction.extract(root, sink.of(step.parameter));
        } catch (FhirPathException e) {
            LOG.warn("{} is not indexed by {}: {}", root, step.parameter.url(), e.getMessage());
        }
    }
}
