package org.casebook.interaction.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.ResourceIds;
import org.casebook.interaction.bundle.RequestEntry.Conditions;
import org.jspecify.annotations.Nullable;

/** The entries of a Bundle that was posted to the base, and everything that is wrong with what they ask for. */
final class RequestBundle {
    private final String base;
    private final List<RequestEntry> entries = new ArrayList<>();
    private final Map<Integer, List<Issue>> issues = new HashMap<>();

    private RequestBundle(String base) {
        this.base = base;
    }

    /**
     * Reads the entries.
     *
     * @param bundle its structure is checked already
     * @param base the server's own address, so that absolute URLs below it are understood
     */
    static RequestBundle read(ObjectNode bundle, String base) {
        RequestBundle read = new RequestBundle(base);
        int index = 0;
        for (JsonNode entry : bundle.path("entry")) {
            read.add(entry, index++);
        }
        return read;
    }

    /** 400 for any Bundle that is not a batch or a transaction. */
    static String requireType(ObjectNode bundle) {
        String type = bundle.path("type").asText();
        if (type.equals("batch") || type.equals("transaction")) {
            return type;
        }
        String advice = type.equals("history") || type.equals("searchset")
                ? " It is an answer of a server, not a request; send its resources as entries of a 'transaction' or 'batch', each with a request."
                : " To keep it as it is, send it to Bundle; to store its resources, make it a 'transaction' or 'batch' and give each entry a request.";
        throw new CasebookException(
                ErrorCategory.INVALID,
                IssueType.VALUE,
                "A Bundle of type '" + type + "' cannot be carried out." + advice,
                "Bundle.type");
    }

    /** All entries that can be understood, in the order sent. */
    List<RequestEntry> entries() {
        return entries;
    }

    /** What is wrong with an entry; it is then missing in {@link #entries()}. */
    Map<Integer, List<Issue>> issues() {
        return issues;
    }

    private void add(JsonNode entry, int index) {
        String path = "Bundle.entry[" + index + "]";
        JsonNode request = entry.path("request");
        Optional<Verb> verb = Verb.of(request.path("method").asText());
        String url = text(request, "url");
        if (verb.isEmpty() || url == null) {
            refuse(
                    index,
                    IssueType.REQUIRED,
                    "An entry of a batch or transaction needs request.method and request.url",
                    path + ".request");
            return;
        }
        Optional<EntryUrl> parsed = EntryUrl.parse(url, base);
        if (parsed.isEmpty()) {
            refuse(
                    index,
                    IssueType.VALUE,
                    "'" + url + "' has a broken percent escape; write % as %25",
                    path + ".request.url");
            return;
        }
        RequestEntry read = new RequestEntry(
                index,
                verb.get(),
                parsed.get(),
                text(entry, "fullUrl"),
                entry.get("resource") instanceof ObjectNode resource ? resource : null,
                new Conditions(
                        text(request, "ifMatch"),
                        text(request, "ifNoneMatch"),
                        text(request, "ifModifiedSince"),
                        text(request, "ifNoneExist")));
        check(read);
        if (!issues.containsKey(index)) {
            entries.add(read);
        }
    }

    private void check(RequestEntry entry) {
        if (entry.url().isOperation() || entry.method().isRead()) {
            return;
        }
        if (entry.method().needsResource() && entry.resource() == null) {
            refuse(entry, IssueType.REQUIRED, entry.method() + " needs a resource", ".resource");
        } else if (!Definitions.r4().isResourceType(entry.url().type())) {
            refuse(entry, IssueType.VALUE, "'" + entry.url().type() + "' is not a resource type of R4", ".request.url");
        } else {
            checkUrl(entry);
        }
    }

    private void checkUrl(RequestEntry entry) {
        EntryUrl url = entry.url();
        switch (entry.method()) {
            case POST -> {
                if (!url.isType()) {
                    refuse(
                            entry,
                            IssueType.VALUE,
                            "POST goes to a type, such as '" + url.type() + "'; found '" + url.text() + "'",
                            ".request.url");
                }
                requireSameType(entry);
            }
            case PUT -> {
                requireTarget(entry);
                requireSameType(entry);
                requireSameId(entry);
            }
            default -> requireTarget(entry);
        }
    }

    private void requireTarget(RequestEntry entry) {
        EntryUrl url = entry.url();
        if (!url.isInstance() && !url.isConditional()) {
            refuse(
                    entry,
                    IssueType.VALUE,
                    entry.method() + " goes to '" + url.type() + "/[id]' or '" + url.type() + "?[criteria]'; found '"
                            + url.text() + "'",
                    ".request.url");
        } else if (url.isInstance() && !ResourceIds.isValid(url.id())) {
            refuse(
                    entry,
                    IssueType.VALUE,
                    "'" + url.id() + "' cannot be an id: use 1 to 64 letters, digits, '-' and '.'",
                    ".request.url");
        }
    }

    private void requireSameType(RequestEntry entry) {
        String type = entry.content().path("resourceType").asText();
        if (!type.equals(entry.url().type())) {
            refuse(
                    entry,
                    IssueType.VALUE,
                    "The URL says '" + entry.url().type() + "' but the resource is a " + type,
                    ".request.url");
        }
    }

    private void requireSameId(RequestEntry entry) {
        String id = entry.content().path("id").asText();
        if (entry.url().isInstance() && !id.equals(entry.url().id())) {
            refuse(
                    entry,
                    IssueType.VALUE,
                    "The URL names " + entry.url().key() + " but the resource has "
                            + (id.isEmpty() ? "no id" : "the id '" + id + "'") + "; both must be the same",
                    ".resource.id");
        }
    }

    private void refuse(RequestEntry entry, IssueType type, String text, String rest) {
        refuse(entry.index(), type, text, entry.path(rest));
    }

    private void refuse(int index, IssueType type, String text, String path) {
        issues.computeIfAbsent(index, i -> new ArrayList<>()).add(Issue.error(type, text, path));
    }

    private static @Nullable String text(JsonNode holder, String name) {
        JsonNode value = holder.get(name);
        return value == null || value.asText().isBlank() ? null : value.asText();
    }
}
