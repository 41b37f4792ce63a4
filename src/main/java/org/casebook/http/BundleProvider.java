package org.casebook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.structure.CheckedResource;
import org.casebook.interaction.bundle.BundleCall;
import org.casebook.interaction.bundle.Bundles;
import org.casebook.interaction.bundle.Dispatcher;

/** Batch and transaction: a Bundle posted to the base. */
public final class BundleProvider {
    private static final Map<Prefer.Return, BundleCall.Return> RETURNS = Map.of(
            Prefer.Return.MINIMAL, BundleCall.Return.MINIMAL,
            Prefer.Return.REPRESENTATION, BundleCall.Return.REPRESENTATION,
            Prefer.Return.OUTCOME, BundleCall.Return.OUTCOME);

    private final Bundles bundles;
    private final int maxEntries;

    /** @param maxEntries most entries of one Bundle */
    public BundleProvider(Bundles bundles, int maxEntries) {
        this.maxEntries = maxEntries;
        this.bundles = bundles;
    }

    FhirResponse bundle(FhirRequest request, Router router) {
        CheckedResource body = ResourceBody.check(request, "Bundle");
        BundleCall call = new BundleCall(
                request.base(),
                Objects.requireNonNull(RETURNS.get(returns(request))),
                new EntryDispatcher(router, request),
                request.progress());
        ObjectNode resource = body.resource();
        if (resource == null || !resource.path("resourceType").asText().equals("Bundle")) {
            // A good resource at the wrong address is a wrong request, not a resource that breaks a rule.
            throw new CasebookException(ErrorCategory.INVALID, body.issues());
        }
        requireFewEntries(resource.path("entry").size());
        return FhirResponse.ok(new FhirResponse.Bundled(bundles.run(resource, body.issues(), call)));
    }

    private void requireFewEntries(int entries) {
        if (entries > maxEntries) {
            throw new CasebookException(
                    ErrorCategory.TOO_LARGE,
                    "The Bundle has " + entries + " entries, and this server takes " + maxEntries
                            + " at a time (max-entries); send it in parts.");
        }
    }

    /** Answers to many entries are short unless the client asks for more. */
    private static Prefer.Return returns(FhirRequest request) {
        boolean asked =
                request.header("Prefer").filter(p -> p.contains("return=")).isPresent();
        return asked ? request.prefer().returns() : Prefer.Return.MINIMAL;
    }

    /** Reads answer with what was read; writes as the whole Bundle's request prefers. */
    static Prefer preferOfEntry(FhirRequest outer, Dispatcher.Request entry) {
        boolean read = entry.method().equals("GET")
                || entry.method().equals("HEAD")
                || entry.url().contains("$");
        Prefer.Return returns = read ? Prefer.Return.REPRESENTATION : returns(outer);
        return new Prefer(returns, outer.prefer().lenient(), false);
    }
}
