package org.casebook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.fhir.Json;
import org.casebook.fhir.OperationOutcomes;
import org.casebook.job.Answer;
import org.casebook.job.Job;
import org.casebook.job.Jobs;

/**
 * {@code Prefer: respond-async} for searches, histories, operations and bundles (R4 section 3.1.6): the request is kept
 * and answered with the address of its status; there, in the end, a Bundle of type batch-response holds what it would
 * have been answered with.
 */
public final class AsyncProvider {
    /** The first segment of a status address. */
    static final String SEGMENT = "_async";

    private static final Set<String> KEPT_HEADERS = Set.of("Content-Type", "If-None-Exist", "If-Match");
    private final Jobs jobs;

    public AsyncProvider(Jobs jobs) {
        this.jobs = jobs;
    }

    /** What a job ends with when the server stopped while it may have been changing something. */
    public static Answer interrupted() {
        String text =
                "The server was stopped while it carried out this request. It may have been done in part (a batch)"
                        + " or in whole; look before you send it again.";
        Issue issue = Issue.error(IssueType.INCOMPLETE, text);
        return new Answer(500, Json.write(OperationOutcomes.of(List.of(issue))));
    }

    /** Whether the client asks for an answer later and the request is one that may take long. */
    static boolean isWanted(FhirRequest request) {
        return request.prefer().respondAsync() && mayTakeLong(request);
    }

    private static boolean mayTakeLong(FhirRequest request) {
        RequestPath path = request.path();
        if (path.at(0).equals(SEGMENT) || path.at(0).equals("metadata")) {
            return false;
        }
        boolean read = path.length() == 2 && !path.at(1).startsWith("_") && !path.isOperationAt(1)
                || path.length() == 4 && path.at(2).equals("_history");
        boolean search = request.isGet() && !read;
        boolean post = request.method().equals("POST") && (path.length() == 0 || hasOperationOrSearch(path));
        return search || post;
    }

    private static boolean hasOperationOrSearch(RequestPath path) {
        return path.segments().stream().anyMatch(s -> s.startsWith("$") || s.equals("_search"));
    }

    FhirResponse kickOff(FhirRequest request) {
        ObjectNode kept = Json.object();
        kept.put("method", request.method().equals("HEAD") ? "GET" : request.method());
        kept.put("base", request.base());
        kept.put("path", request.path().toString());
        kept.put("query", request.query());
        kept.put("lenient", request.prefer().lenient());
        ObjectNode headers = kept.putObject("headers");
        KEPT_HEADERS.forEach(name -> request.header(name).ifPresent(value -> headers.put(name, value)));
        kept.put("body", request.isGet() ? new byte[0] : request.body().get());
        String id = jobs.submit(Json.write(kept), request.isGet() || hasOperationOrSearch(request.path()));
        return FhirResponse.of(202, new FhirResponse.Empty())
                .with("Content-Location", request.base() + "/" + SEGMENT + "/" + id);
    }

    FhirResponse status(FhirRequest request) {
        Job job = find(request);
        if (job.state() != Job.State.DONE) {
            String progress = jobs.progress(job.id())
                    .orElse(job.state() == Job.State.WAITING ? "waiting" : "under way elsewhere");
            return FhirResponse.of(202, new FhirResponse.Empty())
                    .with("X-Progress", progress)
                    .with("Retry-After", "1");
        }
        return FhirResponse.ok(new FhirResponse.Tree(response(job, jobs.answer(job.id()))));
    }

    FhirResponse cancel(FhirRequest request) {
        jobs.cancel(find(request).id());
        return FhirResponse.of(202, new FhirResponse.Empty());
    }

    private Job find(FhirRequest request) {
        String id = request.path().at(1);
        return jobs.find(id)
                .orElseThrow(() -> new CasebookException(
                        ErrorCategory.NOT_FOUND,
                        "There is no request '" + id + "' that is carried out later: it was cancelled, or is more than"
                                + " a day old."));
    }

    private static ObjectNode response(Job job, byte[] answer) {
        ObjectNode bundle = Json.object();
        bundle.put("resourceType", "Bundle");
        bundle.put("type", "batch-response");
        ObjectNode entry = bundle.putArray("entry").addObject();
        ObjectNode response = Json.object().put("status", Integer.toString(job.status()));
        if (job.status() < 400 && answer.length > 0) {
            entry.set("resource", Json.stored(answer));
        } else if (answer.length > 0) {
            response.set("outcome", Json.stored(answer));
        }
        entry.set("response", response);
        return bundle;
    }

    /** Does what was kept, through the router, as if it came now. */
    public static Answer carryOut(Router router, byte[] kept, Consumer<String> progress) {
        try {
            FhirRequest request = request(kept).withProgress(progress);
            Presentation presentation = Presentation.of(request);
            FhirResponse answer = router.route(request).handle(request);
            return new Answer(answer.status(), ResponseWriter.bytes(answer.body(), presentation));
        } catch (RuntimeException e) {
            CasebookException thrown = OutcomeInterceptor.casebookException(e);
            return new Answer(thrown.category().status(), Json.write(OperationOutcomes.of(thrown.issues())));
        }
    }

    private static FhirRequest request(byte[] kept) {
        ObjectNode node = Json.stored(kept);
        Map<String, String> headers = new HashMap<>();
        node.path("headers")
                .fields()
                .forEachRemaining(f -> headers.put(f.getKey(), f.getValue().asText()));
        String query = node.path("query").textValue();
        byte[] body = body(node);
        return new FhirRequest(
                node.path("method").asText(),
                node.path("base").asText(),
                RequestPath.parse(node.path("path").asText()),
                query,
                Parameter.parse(query).stream()
                        .filter(p -> !p.name().equals("_format") && !p.name().equals("_pretty"))
                        .toList(),
                Headers.of(headers),
                new Prefer(Prefer.Return.REPRESENTATION, node.path("lenient").asBoolean(), false),
                () -> body);
    }

    private static byte[] body(ObjectNode node) {
        try {
            return node.path("body").binaryValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
