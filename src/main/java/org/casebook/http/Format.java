package org.casebook.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.jspecify.annotations.Nullable;

/** The representations of a resource and how a client asks for one (R4 sections 3.1.0.1.6 and 3.1.0.1.11). */
public enum Format {
    JSON("application/fhir+json", "json"),
    XML("application/fhir+xml", "xml");

    private final String mediaType;
    private final String shortName;
    private final String contentType;

    Format(String mediaType, String shortName) {
        this.mediaType = mediaType;
        this.shortName = shortName;
        this.contentType = mediaType + ";charset=utf-8";
    }

    String mediaType() {
        return mediaType;
    }

    /** What {@code _format} may say for it. */
    String shortName() {
        return shortName;
    }

    /** The Content-Type of an answer. */
    public String contentType() {
        return contentType;
    }

    /** What the client wants: {@code _format} if it is there, else the Accept header, else JSON. */
    static Format negotiate(@Nullable String formatParameter, @Nullable String accept) {
        if (formatParameter != null && !formatParameter.isBlank()) {
            // A plus sign in a URL arrives as a blank: application/fhir+json.
            String name = formatParameter.trim().replace(' ', '+');
            return named(name)
                    .orElseThrow(
                            () -> notAcceptable("_format '" + formatParameter + "' is not one this server writes"));
        }
        if (accept == null || accept.isBlank()) {
            return JSON;
        }
        List<MediaRange> ranges = new ArrayList<>();
        for (String part : accept.split(",")) {
            if (!part.isBlank()) {
                ranges.add(MediaRange.parse(part));
            }
        }
        return ranges.stream()
                .filter(range -> range.quality() > 0)
                .sorted(Comparator.comparingDouble(range -> -range.quality()))
                .map(Format::matching)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> notAcceptable("Nothing of Accept '" + accept + "' is what this server writes"));
    }

    /** The format of a request body; empty where the media type is not one of FHIR's. */
    static Optional<Format> ofContentType(String contentType) {
        MediaRange range = MediaRange.parse(contentType);
        return range.isOtherFhirVersion() ? Optional.empty() : named(range.type());
    }

    private static Optional<Format> matching(MediaRange range) {
        if (range.isOtherFhirVersion()) {
            return Optional.empty();
        }
        return switch (range.type()) {
            case "*/*", "application/*", "text/html", "application/xhtml+xml" -> Optional.of(JSON);
            case "text/*" -> Optional.of(XML);
            default -> named(range.type());
        };
    }

    private static Optional<Format> named(String name) {
        int semicolon = name.indexOf(';');
        String type = semicolon < 0 ? name : name.substring(0, semicolon);
        return switch (type.trim().toLowerCase(Locale.ROOT)) {
            case "json", "application/json", "application/fhir+json", "application/json+fhir", "text/json" ->
                Optional.of(JSON);
            case "xml", "application/xml", "application/fhir+xml", "application/xml+fhir", "text/xml" ->
                Optional.of(XML);
            default -> Optional.empty();
        };
    }

    private static CasebookException notAcceptable(String text) {
        return new CasebookException(
                ErrorCategory.NOT_ACCEPTABLE,
                text + "; ask for application/fhir+json or application/fhir+xml (_format=json, _format=xml).");
    }

    /** One part of an Accept header. */
    private record MediaRange(String type, double quality, String fhirVersion) {

        static MediaRange parse(String text) {
            String[] parts = text.split(";", -1);
            double quality = 1;
            String fhirVersion = "";
            for (int i = 1; i < parts.length; i++) {
                String parameter = parts[i].trim();
                if (parameter.startsWith("q=")) {
                    quality = quality(parameter.substring(2));
                } else if (parameter.regionMatches(true, 0, "fhirVersion=", 0, 12)) {
                    fhirVersion = parameter.substring(12).replace("\"", "").trim();
                }
            }
            return new MediaRange(parts[0].trim().toLowerCase(Locale.ROOT), quality, fhirVersion);
        }

        boolean isOtherFhirVersion() {
            return !fhirVersion.isEmpty() && !fhirVersion.equals("4.0") && !fhirVersion.equals("4.0.1");
        }

        private static double quality(String text) {
            try {
                return Double.parseDouble(text.trim());
            } catch (NumberFormatException e) {
                return 0;
            }
        }
    }
}
