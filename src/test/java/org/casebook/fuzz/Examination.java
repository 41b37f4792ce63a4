package org.casebook.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.casebook.fhir.Json;
import org.casebook.server.TestServer;

/** Sends inputs one after the other and notes what must not be. */
final class Examination {
    private static final int LIMIT_MILLIS = 30_000;
    private static final int ENOUGH = 25;
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private final TestServer server;
    private final Wire wire;
    private final Map<String, String> findings = new LinkedHashMap<>();
    private final Map<String, Map<Integer, Integer>> answers = new TreeMap<>();
    private final Map<String, String> beginning;
    private String top;
    private long slowest;
    private String slowestInput = "";

    Examination(TestServer server) {
        this.server = server;
        this.wire = new Wire(server.server().port(), LIMIT_MILLIS);
        this.beginning = versions();
        this.top = top();
    }

    void of(Input input) throws IOException {
        long started = System.nanoTime();
        Wire.Answer answer;
        try {
            answer = wire.send(input);
        } catch (SocketTimeoutException e) {
            wire.close();
            find("no answer in " + LIMIT_MILLIS + " ms", input, "");
            return;
        }
        time(System.nanoTime() - started, input);
        answers.computeIfAbsent(input.kind(), k -> new TreeMap<>()).merge(answer.status(), 1, Integer::sum);
        judge(input, answer);
        if (!SAFE.contains(input.method())) {
            compareStore(input, answer);
        }
    }

    private void time(long nanos, Input input) {
        if (nanos > slowest) {
            slowest = nanos;
            slowestInput = input.toString();
        }
    }

    private void judge(Input input, Wire.Answer answer) {
        int status = answer.status();
        if (status == 0) {
            if (input.whole()) {
                find("closed without an answer", input, "");
            }
        } else if (status == 505 && !input.whole()) {
            // What RFC 9110 section 15.6.6 says of a version of HTTP that nobody speaks.
            judgeOutcome(input, answer);
        } else if (status >= 500) {
            find("status " + status + " " + cause(answer), input, answer.text());
        } else if (status >= 400) {
            judgeOutcome(input, answer);
        } else if (answer.text().contains("\"status\":\"50")) {
            find("an entry with a 5xx", input, answer.text());
        }
    }

    /** Where one and the same fault shows in many inputs, one of them is enough. */
    private static String cause(Wire.Answer answer) {
        return answer.text().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "").replaceAll("\\d+", "");
    }

    private void judgeOutcome(Input input, Wire.Answer answer) {
        if (input.method().equals("HEAD")) {
            return;
        }
        String type = answer.header("content-type");
        if (type.startsWith("application/fhir+xml")) {
            if (!answer.text().contains("<OperationOutcome ") || !answer.text().contains("<diagnostics value=")) {
                find("refused without an OperationOutcome in XML", input, answer.text());
            }
            return;
        }
        try {
            JsonNode outcome = Json.read(answer.body());
            JsonNode issue = outcome.path("issue").path(0);
            if (!type.startsWith("application/fhir+json")
                    || !outcome.path("resourceType").asText().equals("OperationOutcome")
                    || issue.path("severity").asText().isEmpty()
                    || issue.path("code").asText().isEmpty()
                    || issue.path("diagnostics").asText().isEmpty()
                            && issue.path("details").path("text").asText().isEmpty()) {
                find("refused with " + type + " that is no OperationOutcome", input, answer.text());
            }
        } catch (JsonProcessingException e) {
            find("refused without JSON", input, answer.text());
        }
    }

    private void compareStore(Input input, Wire.Answer answer) {
        String now = top();
        if ((answer.status() == 0 || answer.status() >= 400) && !now.equals(top)) {
            find("refused with " + answer.status() + ", but the store has changed", input, top + " → " + now);
        }
        top = now;
    }

    /** The newest version in the store and how many there are. */
    private String top() {
        JsonNode history = server.get("_history?_count=1").json();
        JsonNode entry = history.path("entry").path(0);
        return history.path("total").asText() + " " + entry.path("fullUrl").asText() + " " + entry.path("response");
    }

    private void find(String what, Input input, String more) {
        if (findings.size() < ENOUGH) {
            findings.putIfAbsent(input.kind() + ": " + what, input + "\n    → " + more);
        }
    }

    List<String> findings() {
        List<String> list = new ArrayList<>();
        findings.forEach((what, example) -> list.add("\n=== " + what + "\n" + example));
        return list;
    }

    String report() {
        return "inputs and statuses by kind: " + answers + "; slowest " + slowest / 1_000_000 + " ms: " + slowestInput;
    }

    /** Versions of the beginning that are not as they were. */
    String damage() {
        Map<String, String> now = versions();
        StringBuilder damage = new StringBuilder();
        beginning.forEach((key, content) -> {
            if (!content.equals(now.get(key))) {
                damage.append(key).append(' ');
            }
        });
        return damage.toString();
    }

    /** Every version in the store. */
    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        String next = server.base() + "/_history?_count=500";
        while (!next.isEmpty()) {
            JsonNode page = server.get(next).json();
            for (JsonNode entry : page.path("entry")) {
                versions.put(
                        entry.path("fullUrl").asText() + " "
                                + entry.path("response").path("etag").asText(),
                        entry.path("resource").toString());
            }
            next = "";
            for (JsonNode link : page.path("link")) {
                if (link.path("relation").asText().equals("next")) {
                    next = link.path("url").asText();
                }
            }
        }
        return versions;
    }
}
