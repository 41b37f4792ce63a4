package org.casebook.server.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;

/** Writes as a client does. A connection that breaks, and 503 with Retry-After, are no acknowledgement; all else is wrong. */
final class WritesOverHttp implements Writes {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;
    private final AtomicInteger turnedAway = new AtomicInteger();

    WritesOverHttp(String base) {
        this.base = base;
    }

    /** How often the answer was 503. */
    int turnedAway() {
        return turnedAway.get();
    }

    @Override
    public Version create(ObjectNode resource) throws NotAcknowledged {
        return version(send("POST", resource.path("resourceType").asText(), resource));
    }

    @Override
    public Version update(ResourceKey key, ObjectNode resource) throws NotAcknowledged {
        return version(send("PUT", key.toString(), resource.deepCopy().put("id", key.id())));
    }

    @Override
    public Optional<Version> delete(ResourceKey key) throws NotAcknowledged {
        HttpResponse<byte[]> answer = send("DELETE", key.toString(), null);
        return answer.headers().firstValue("ETag").map(tag -> new Version(key, number(tag), 0));
    }

    @Override
    public void transaction(List<ObjectNode> resources) throws NotAcknowledged {
        ObjectNode bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        for (ObjectNode resource : resources) {
            ObjectNode entry = bundle.withArray("entry").addObject();
            entry.set("resource", resource);
            String url = resource.path("resourceType").asText() + "/"
                    + resource.path("id").asText();
            entry.putObject("request").put("method", "PUT").put("url", url);
        }
        send("POST", "", bundle);
    }

    @Override
    public String createIfNone(ObjectNode resource, String identifier) throws NotAcknowledged {
        String criteria = "identifier=" + URLEncoder.encode(identifier, StandardCharsets.UTF_8);
        String type = resource.path("resourceType").asText();
        HttpResponse<byte[]> answer = send("POST", type, resource, "If-None-Exist", criteria);
        return key(answer).id();
    }

    private HttpResponse<byte[]> send(String method, String path, JsonNode body, String... headers)
            throws NotAcknowledged {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + (path.isEmpty() ? "" : "/" + path)))
                .timeout(Duration.ofSeconds(90))
                .header("Content-Type", "application/fhir+json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.write(body)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return accepted(client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new NotAcknowledged(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAcknowledged(e);
        }
    }

    private HttpResponse<byte[]> accepted(HttpResponse<byte[]> answer) throws NotAcknowledged {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.statusCode() == 503) {
            if (answer.headers().firstValue("Retry-After").isEmpty() || !text.contains("OperationOutcome")) {
                throw new AssertionError("503 must say when to come again, and why: " + answer.headers() + text);
            }
            turnedAway.incrementAndGet();
            throw new NotAcknowledged(text);
        }
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(answer.request() + ": " + answer.statusCode() + " " + text);
        }
        return answer;
    }

    private static Version version(HttpResponse<byte[]> answer) {
        String tag = answer.headers().firstValue("ETag").orElseThrow();
        return new Version(key(answer), number(tag), Arrays.hashCode(answer.body()));
    }

    private static long number(String tag) {
        return Long.parseLong(tag.replaceAll("[^0-9]", ""));
    }

    private static ResourceKey key(HttpResponse<byte[]> answer) {
        try {
            JsonNode resource = Json.read(answer.body());
            return new ResourceKey(
                    resource.path("resourceType").asText(), resource.path("id").asText());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("not JSON", e);
        }
    }
}
