package org.casebook.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.casebook.fhir.Json;
import org.casebook.fhirpath.Examples;
import org.casebook.index.ResourceIndexer;
import org.casebook.index.SearchParameters;

/** How long it takes to find all index values of a resource, in CPU time of one thread. */
public final class IndexBench {
    private IndexBench() {}

    public static void main(String[] args) {
        Map<String, String> examples = Examples.folder("json/spec/");
        ResourceIndexer all = new ResourceIndexer(SearchParameters.r4(), Set.of());
        ResourceIndexer withoutWords = new ResourceIndexer(
                SearchParameters.r4()
                        .without("http://hl7.org/fhir/SearchParameter/DomainResource-text")
                        .without("http://hl7.org/fhir/SearchParameter/Resource-content"),
                Set.of());
        for (String name : new String[] {
            "observation-example-bloodpressure", "patient-example", "encounter-example-f001-heart", "bundle-example"
        }) {
            ObjectNode resource =
                    Json.stored(examples.get("json/spec/" + name + ".json").getBytes(StandardCharsets.UTF_8));
            System.out.printf(
                    "%-36s %5d values %8.2f us   without words %5d values %8.2f us%n",
                    name,
                    all.index(resource).size(),
                    microseconds(all, resource),
                    withoutWords.index(resource).size(),
                    microseconds(withoutWords, resource));
        }
    }

    private static double microseconds(ResourceIndexer indexer, ObjectNode resource) {
        int rounds = 20_000;
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = cpu();
            int values = 0;
            for (int r = 0; r < rounds; r++) {
                values += indexer.index(resource).size();
            }
            if (values == 0) {
                throw new IllegalStateException("nothing was indexed");
            }
            best = Math.min(best, (cpu() - start) / 1000.0 / rounds);
        }
        return best;
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
