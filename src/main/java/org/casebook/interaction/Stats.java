package org.casebook.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;
import org.casebook.fhir.Json;
import org.casebook.search.Search;
import org.casebook.search.SearchRequest;
import org.casebook.search.SearchRequest.Parameter;
import org.casebook.store.ResourceStore;

/** {@code Observation/$stats} (R4 Observation operations): statistics over the values of a subject's observations. */
public final class Stats {
    private static final String SYSTEM = "http://terminology.hl7.org/CodeSystem/observation-statistics";
    private final ResourceStore store;
    private final EveryMatch matches;

    public Stats(ResourceStore store, Search search) {
        this.store = store;
        this.matches = new EveryMatch(search);
    }

    /**
     * What is asked.
     *
     * @param codes {@code system|code}, or a code of any system; one statistics Observation for each
     * @param dates search values for the date, such as {@code ge2020}
     * @param include whether the observations themselves are answered too
     */
    public record Asked(
            String subject, List<String> codes, List<String> dates, List<String> statistics, boolean include) {}

    public ObjectNode run(String base, Asked asked) {
        List<Statistic> statistics =
                asked.statistics().stream().map(Stats::statistic).toList();
        ObjectNode answer = Json.object().put("resourceType", "Parameters");
        ArrayNode parameters = answer.putArray("parameter");
        for (String code : asked.codes()) {
            List<ObjectNode> observations = observations(base, asked, code);
            parameters
                    .addObject()
                    .put("name", "statistics")
                    .set("resource", summary(asked, code, observations, statistics));
            if (asked.include()) {
                observations.forEach(
                        o -> parameters.addObject().put("name", "source").set("resource", o));
            }
        }
        return answer;
    }

    private static Statistic statistic(String code) {
        return Statistic.named(code)
                .orElseThrow(() -> new CasebookException(
                        ErrorCategory.UNPROCESSABLE,
                        IssueType.NOT_SUPPORTED,
                        "$stats does not compute '" + code + "'; it computes " + String.join(", ", Statistic.codes())
                                + "."));
    }

    private List<ObjectNode> observations(String base, Asked asked, String code) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter("subject", asked.subject()));
        parameters.add(new Parameter("code", code));
        asked.dates().forEach(date -> parameters.add(new Parameter("date", date)));
        parameters.add(new Parameter("_count", "1000"));
        parameters.add(new Parameter("_total", "none"));
        List<ObjectNode> found = new ArrayList<>();
        SearchRequest request = SearchRequest.ofType(base, "Observation", parameters);
        return store.read(session -> {
            matches.each(session, request, stored -> found.add(Json.stored(stored.content())));
            return found;
        });
    }

    private static ObjectNode summary(
            Asked asked, String code, List<ObjectNode> observations, List<Statistic> statistics) {
        Map<String, List<JsonNode>> byUnit = observations.stream()
                .map(o -> o.path("valueQuantity"))
                .filter(quantity -> quantity.path("value").isNumber())
                .collect(Collectors.groupingBy(
                        quantity -> quantity.path("system").asText() + "|"
                                + quantity.path("code")
                                        .asText(quantity.path("unit").asText()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        if (byUnit.size() > 1) {
            throw new CasebookException(
                    ErrorCategory.UNPROCESSABLE,
                    IssueType.PROCESSING,
                    "The values of " + code + " are in several units (" + String.join(", ", byUnit.keySet())
                            + "), over which there are no statistics.");
        }
        List<JsonNode> values = byUnit.values().stream().findFirst().orElse(List.of());
        ObjectNode summary = Json.object().put("resourceType", "Observation").put("status", "final");
        coding(summary.putObject("code"), code);
        summary.putObject("subject").put("reference", asked.subject());
        ArrayNode components = summary.putArray("component");
        for (Statistic statistic : statistics) {
            component(components.addObject(), statistic, values, observations.size());
        }
        return summary;
    }

    private static void coding(ObjectNode concept, String code) {
        ObjectNode coding = concept.putArray("coding").addObject();
        int bar = code.indexOf('|');
        if (bar > 0) {
            coding.put("system", code.substring(0, bar));
        }
        coding.put("code", code.substring(bar + 1));
    }

    private static void component(ObjectNode component, Statistic statistic, List<JsonNode> values, int all) {
        component
                .putObject("code")
                .putArray("coding")
                .addObject()
                .put("system", SYSTEM)
                .put("code", statistic.code());
        double[] sorted = values.stream()
                .mapToDouble(v -> v.get("value").doubleValue())
                .sorted()
                .toArray();
        double result =
                statistic == Statistic.TOTAL_COUNT ? all : sorted.length == 0 ? Double.NaN : statistic.of(sorted);
        if (statistic == Statistic.COUNT) {
            result = sorted.length;
        }
        if (Double.isNaN(result) || Double.isInfinite(result)) {
            component
                    .putObject("dataAbsentReason")
                    .putArray("coding")
                    .addObject()
                    .put("system", "http://terminology.hl7.org/CodeSystem/data-absent-reason")
                    .put("code", "not-applicable");
            return;
        }
        ObjectNode quantity = component.putObject("valueQuantity");
        quantity.put(
                "value", new BigDecimal(result).round(MathContext.DECIMAL32).stripTrailingZeros());
        if (!statistic.isCount()) {
            for (String name : List.of("unit", "system", "code")) {
                if (values.get(0).has(name)) {
                    quantity.set(name, values.get(0).get(name));
                }
            }
        }
    }
}
