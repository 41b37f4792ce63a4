package org.casebook.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.casebook.http.Operation.Level;
import org.casebook.interaction.timeline.PatientTimeline;
import org.casebook.interaction.timeline.Timeline;
import org.casebook.interaction.timeline.TimelineParameters;
import org.casebook.interaction.timeline.TimelinePicture;

/** {@code GET [base]/Patient/[id]/$timeline}: a picture to who asks for image/svg+xml, else a Parameters resource. */
public final class TimelineProvider {
    private static final String SVG = "image/svg+xml";
    private final PatientTimeline timelines;

    public TimelineProvider(PatientTimeline timelines) {
        this.timelines = timelines;
    }

    public Operation operation() {
        return new Operation(
                "timeline",
                "https://casebook.example/fhir/OperationDefinition/timeline",
                Set.of(Level.INSTANCE),
                Set.of("Patient"),
                false,
                this::timeline);
    }

    private FhirResponse timeline(FhirRequest request) {
        Timeline timeline = timelines.run(request.base(), request.key());
        if (!isPicture(request)) {
            return FhirResponse.ok(new FhirResponse.Tree(TimelineParameters.of(timeline)));
        }
        boolean narrow = request.parameter("layout")
                .map(layout -> layout.equals("narrow"))
                .orElse(false);
        String svg = TimelinePicture.svg(timeline, request.base(), narrow);
        return FhirResponse.ok(new FhirResponse.Raw(SVG, svg.getBytes(StandardCharsets.UTF_8)))
                .with("Content-Security-Policy", "default-src 'none'")
                .with("X-Content-Type-Options", "nosniff");
    }

    /** Whether an SVG is wanted, which no FHIR format stands for. */
    static boolean isPicture(FhirRequest request) {
        if (!request.path().at(2).equals("$timeline")) {
            return false;
        }
        return request.parameter("_format")
                .map(format -> format.replace(' ', '+').equals(SVG) || format.equals("svg"))
                .orElseGet(() ->
                        request.header("Accept").map(TimelineProvider::namesSvg).orElse(false));
    }

    private static boolean namesSvg(String accept) {
        return Arrays.stream(accept.toLowerCase(Locale.ROOT).split(","))
                .map(range -> range.split(";", 2)[0].trim())
                .anyMatch(SVG::equals);
    }
}
