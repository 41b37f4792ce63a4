package org.casebook.http;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.fhir.OperationOutcomes;
import org.casebook.fhir.ResourceIds;
import org.casebook.fhir.ResourceKey;
import org.casebook.interaction.Create;
import org.casebook.interaction.Delete;
import org.casebook.interaction.Preconditions;
import org.casebook.interaction.Read;
import org.casebook.interaction.Update;
import org.casebook.interaction.VRead;
import org.casebook.interaction.Written;
import org.casebook.store.StoredResource;

/** The interactions of every resource type: translates, calls, and says what came of it. */
public final class ResourceProvider {
    private final Read read;
    private final VRead vread;
    private final Create create;
    private final Update update;
    private final Delete delete;

    public ResourceProvider(Read read, VRead vread, Create create, Update update, Delete delete) {
        this.read = read;
        this.vread = vread;
        this.create = create;
        this.update = update;
        this.delete = delete;
    }

    FhirResponse read(FhirRequest request) {
        return rendered(request, read.run(request.key()));
    }

    FhirResponse vread(FhirRequest request) {
        return rendered(request, vread.run(request.key(), request.path().at(3)));
    }

    FhirResponse create(FhirRequest request) {
        String type = request.path().at(0);
        return written(request, create.run(type, ResourceBody.read(request, type)));
    }

    FhirResponse update(FhirRequest request) {
        ResourceKey key = request.key();
        if (!ResourceIds.isValid(key.id())) {
            throw new CasebookException(
                    ErrorCategory.INVALID,
                    IssueType.VALUE,
                    "'" + key.id() + "' cannot be an id: use 1 to 64 letters, digits, '-' and '.'.",
                    key.type() + ".id");
        }
        return written(request, update.run(key, ResourceBody.read(request, key.type()), preconditions(request)));
    }

    FhirResponse delete(FhirRequest request) {
        Optional<StoredResource> deleted = delete.run(request.key(), preconditions(request));
        FhirResponse answer = request.prefer().returns() == Prefer.Return.OUTCOME
                ? FhirResponse.ok(new FhirResponse.Tree(OperationOutcomes.of(List.of(deletion(request, deleted)))))
                : FhirResponse.of(204, new FhirResponse.Empty());
        return deleted.map(d -> answer.with("ETag", FhirResponse.etag(d.version())))
                .orElse(answer);
    }

    private static Issue deletion(FhirRequest request, Optional<StoredResource> deleted) {
        return Issue.information(
                deleted.map(d -> d.key() + " was deleted; its deletion is version " + d.version() + ".")
                        .orElse(request.key() + " was not there, so nothing was deleted."));
    }

    static Preconditions preconditions(FhirRequest request) {
        return new Preconditions(
                request.header("If-Match").orElse(null),
                request.header("If-None-Match").orElse(null));
    }

    /** The answer to a write: where the version is, and the body that Prefer asks for (R4 section 3.1.0.1.7). */
    static FhirResponse written(FhirRequest request, Written written) {
        StoredResource stored = written.stored();
        FhirResponse answer = FhirResponse.version(written.status(), stored)
                .with("Location", request.url(stored.key()) + "/_history/" + stored.version());
        return switch (request.prefer().returns()) {
            case MINIMAL -> answer.withBody(new FhirResponse.Empty());
            case REPRESENTATION -> answer;
            case OUTCOME -> answer.withBody(new FhirResponse.Tree(OperationOutcomes.of(outcome(written))));
        };
    }

    private static List<Issue> outcome(Written written) {
        if (!written.issues().isEmpty()) {
            return written.issues();
        }
        String text = written.stored().key() + " is at version "
                + written.stored().version() + " (" + written.effect().name().toLowerCase(java.util.Locale.ROOT) + ").";
        return List.of(Issue.information(text));
    }

    private static FhirResponse rendered(FhirRequest request, StoredResource stored) {
        FhirResponse answer = conditional(request, stored);
        return answer.status() == 200 && BinaryContent.isWanted(request) ? BinaryContent.raw(answer, stored) : answer;
    }

    /** R4 section 3.1.0.1.5: 304 where the client has this version already. */
    private static FhirResponse conditional(FhirRequest request, StoredResource stored) {
        FhirResponse answer = FhirResponse.version(200, stored);
        Optional<String> ifNoneMatch = request.header("If-None-Match");
        boolean known = ifNoneMatch.isPresent()
                ? names(ifNoneMatch.get(), stored.version())
                : request.header("If-Modified-Since")
                        .flatMap(ResourceProvider::httpDate)
                        .map(since -> stored.lastUpdated().getEpochSecond() <= since.getEpochSecond())
                        .orElse(false);
        return known ? new FhirResponse(304, answer.headers(), new FhirResponse.Empty(), answer.lastUpdated()) : answer;
    }

    private static boolean names(String ifNoneMatch, long version) {
        for (String etag : ifNoneMatch.split(",")) {
            String bare = etag.trim();
            if (bare.equals("*")
                    || bare.equals(FhirResponse.etag(version))
                    || bare.equals("\"" + version + "\"")
                    || bare.equals(Long.toString(version))) {
                return true;
            }
        }
        return false;
    }

    /** RFC 9110 section 13.1.3: a date that cannot be read is ignored. */
    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
