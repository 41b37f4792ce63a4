package org.casebook.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;
import org.casebook.http.Operation.Level;
import org.casebook.interaction.Parameters;
import org.casebook.interaction.Stats;

/** {@code Observation/$stats}. */
public final class StatsProvider {
    private final Stats stats;

    public StatsProvider(Stats stats) {
        this.stats = stats;
    }

    public List<Operation> operations() {
        return List.of(new Operation(
                "stats",
                "http://hl7.org/fhir/OperationDefinition/Observation-stats",
                Set.of(Level.TYPE),
                Set.of("Observation"),
                false,
                this::run));
    }

    private FhirResponse run(FhirRequest request) {
        OperationInput input = OperationInput.of(
                request, "subject", "code", "system", "coding", "duration", "period", "statistic", "include");
        Stats.Asked asked = new Stats.Asked(
                input.text("subject").orElseThrow(() -> missing("subject")),
                codes(input),
                dates(input),
                required(input.texts("statistic"), "statistic"),
                input.text("include").map(Boolean::valueOf).orElse(false));
        return FhirResponse.ok(new FhirResponse.Tree(stats.run(request.base(), asked)));
    }

    private static List<String> codes(OperationInput input) {
        String system = input.text("system").map(s -> s + "|").orElse("");
        List<String> codes = new ArrayList<>();
        input.texts("code").forEach(code -> codes.add(code.indexOf('|') < 0 ? system + code : code));
        for (JsonNode parameter : Parameters.all(input.body(), "coding")) {
            JsonNode coding = parameter.path("valueCoding");
            codes.add(coding.path("system").asText() + "|" + coding.path("code").asText());
        }
        return required(codes, "code");
    }

    /** {@code duration}: the last so many hours; {@code period}: from its start to its end. */
    private static List<String> dates(OperationInput input) {
        List<String> dates = new ArrayList<>();
        input.text("duration").ifPresent(hours -> dates.add("ge" + Instant.now().minusMillis(millis(hours))));
        for (JsonNode parameter : Parameters.all(input.body(), "period")) {
            JsonNode period = parameter.path("valuePeriod");
            if (period.has("start")) {
                dates.add("ge" + period.get("start").asText());
            }
            if (period.has("end")) {
                dates.add("le" + period.get("end").asText());
            }
        }
        return dates;
    }

    private static long millis(String hours) {
        try {
            return new BigDecimal(hours)
                    .movePointRight(3)
                    .multiply(BigDecimal.valueOf(3600))
                    .longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new CasebookException(
                    ErrorCategory.INVALID,
                    IssueType.VALUE,
                    "duration must be a number of hours; found '" + hours + "'.");
        }
    }

    private static List<String> required(List<String> values, String name) {
        if (values.isEmpty()) {
            throw missing(name);
        }
        return values;
    }

    private static CasebookException missing(String name) {
        return new CasebookException(ErrorCategory.INVALID, IssueType.REQUIRED, "$stats needs a '" + name + "'.");
    }
}
