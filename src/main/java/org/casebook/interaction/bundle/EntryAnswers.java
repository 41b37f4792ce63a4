package org.casebook.interaction.bundle;

import java.util.List;
import java.util.Locale;
import org.casebook.error.CasebookException;
import org.casebook.error.Issue;
import org.casebook.fhir.Json;
import org.casebook.fhir.OperationOutcomes;
import org.casebook.interaction.BundleEntry;
import org.casebook.interaction.BundleEntry.EntryResponse;
import org.casebook.interaction.Written;
import org.casebook.store.StoredResource;
import org.jspecify.annotations.Nullable;

/** What an answer Bundle says of each entry: {@code Bundle.entry.response}, and the resource if it was asked for. */
final class EntryAnswers {
    private EntryAnswers() {}

    static BundleEntry written(Written written, BundleCall call) {
        StoredResource stored = written.stored();
        boolean whole = call.returns() == BundleCall.Return.REPRESENTATION;
        boolean told =
                call.returns() == BundleCall.Return.OUTCOME || !written.issues().isEmpty();
        return new BundleEntry(
                whole ? call.base() + "/" + stored.key() : null,
                whole ? stored.content() : null,
                null,
                null,
                null,
                new EntryResponse(
                        Statuses.text(written.status()),
                        stored.key() + "/_history/" + stored.version(),
                        "W/\"" + stored.version() + "\"",
                        stored.lastUpdated().toString(),
                        told ? outcome(written) : null));
    }

    private static byte[] outcome(Written written) {
        List<Issue> issues = written.issues();
        if (issues.isEmpty()) {
            String effect = written.effect().name().toLowerCase(Locale.ROOT);
            issues = List.of(Issue.information(written.stored().key() + " is at version "
                    + written.stored().version() + " (" + effect + ")."));
        }
        return Json.write(OperationOutcomes.of(issues));
    }

    /** @param last the deletion's version; null if there was nothing to delete */
    static BundleEntry deleted(@Nullable StoredResource last) {
        return response(new EntryResponse(
                Statuses.text(204),
                null,
                last == null ? null : "W/\"" + last.version() + "\"",
                last == null ? null : last.lastUpdated().toString(),
                null));
    }

    static BundleEntry failed(CasebookException e) {
        return response(new EntryResponse(
                Statuses.text(e.category().status()), null, null, null, Json.write(OperationOutcomes.of(e.issues()))));
    }

    static BundleEntry dispatched(Dispatcher.Answer answer) {
        EntryResponse response = new EntryResponse(
                Statuses.text(answer.status()), answer.location(), answer.etag(), answer.lastModified(), null);
        return new BundleEntry(null, answer.body(), null, null, null, response);
    }

    static Dispatcher.Request request(RequestEntry entry) {
        return new Dispatcher.Request(
                entry.method().name(),
                entry.url().text(),
                entry.resource(),
                entry.conditions().ifMatch(),
                entry.conditions().ifNoneMatch(),
                entry.conditions().ifModifiedSince(),
                entry.conditions().ifNoneExist());
    }

    private static BundleEntry response(EntryResponse response) {
        return new BundleEntry(null, null, null, null, null, response);
    }
}
