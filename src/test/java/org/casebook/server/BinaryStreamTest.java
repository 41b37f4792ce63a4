package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Binary's content goes in and out as it is, and the server holds no more copies of it than it must. */
class BinaryStreamTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path data) {
        server = TestServer.empty(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyLengthComesBackAsItWasSent() throws Exception {
        for (int length : new int[] {1, 2, 3, 4, 49_151, 49_152, 49_153, 65_536, 1_500_001}) {
            byte[] content = random(length);
            String location = sent(content, BodyPublishers.ofByteArray(content));
            for (String address : new String[] {location, location.replaceFirst("/_history/.*", "")}) {
                HttpResponse<byte[]> back = content(address, "GET");
                assertThat(back.body()).as("%d bytes", length).isEqualTo(content);
                assertThat(back.headers().firstValue("Content-Type")).hasValue("application/pdf");
                assertThat(back.headers().firstValueAsLong("Content-Length")).hasValue(length);
            }
            HttpResponse<byte[]> head = content(location, "HEAD");
            assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(length);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void aBodyOfUnknownLengthIsTakenToo() throws Exception {
        byte[] content = random(200_000);
        String location = sent(content, BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(content)));
        assertThat(content(location, "GET").body()).isEqualTo(content);
    }

    @Test
    void aClientThatWouldRatherSpeakHttp2IsServedToo() throws Exception {
        HttpClient modern =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.base() + "/Binary")).header("Content-Type", "application/pdf");
        for (HttpRequest.BodyPublisher body : new HttpRequest.BodyPublisher[] {
            BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(random(70_000))),
            BodyPublishers.ofByteArray(random(70_000))
        }) {
            assertThat(modern.send(request.POST(body).build(), BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(201);
        }
        HttpResponse<Void> read = modern.send(
                HttpRequest.newBuilder(URI.create(server.base() + "/metadata")).build(), BodyHandlers.discarding());
        assertThat(read.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    @Test
    void base64WithLinesIsReadAsWhatItStandsFor() throws Exception {
        server.put(
                "Binary/lines",
                "{\"resourceType\":\"Binary\",\"id\":\"lines\",\"contentType\":\"text/plain\",\"data\":\"aGVs\\nbG8g IQ==\"}");
        assertThat(content(server.base() + "/Binary/lines", "GET").body()).isEqualTo("hello !".getBytes());
        server.put("Binary/none", "{\"resourceType\":\"Binary\",\"id\":\"none\",\"contentType\":\"text/plain\"}");
        assertThat(content(server.base() + "/Binary/none", "GET").body()).isEmpty();
    }

    @Test
    void theContentIsNotCopiedManyTimes() throws Exception {
        int length = 10_000_000;
        byte[] content = random(length);
        String location = sent(content, BodyPublishers.ofByteArray(content));
        content(location, "GET");
        long before = allocated();
        assertThat(content(location, "GET").body()).isEqualTo(content);
        assertThat(allocated() - before).isLessThan(11L * length);
    }

    /** By all threads that serve; the validator warms up beside them, and the client is here. */
    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().matches("(?i)(qtp|http-|jetty|fhir).*"))
                .filter(thread -> !thread.getThreadName().startsWith("HttpClient"))
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getThreadId()))
                .sum();
    }

    private static String sent(byte[] content, HttpRequest.BodyPublisher body) throws Exception {
        HttpResponse<byte[]> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(server.base() + "/Binary"))
                        .header("Content-Type", "application/pdf")
                        .header("Prefer", "return=minimal")
                        .POST(body)
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(201);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static HttpResponse<byte[]> content(String url, String method) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Accept", "*/*;q=0.1, application/pdf")
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static byte[] random(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }
}
