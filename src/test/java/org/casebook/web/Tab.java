package org.casebook.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.casebook.fhir.Json;

/** A tab of the browser, driven over the Chrome DevTools protocol; it notes every request and every complaint. */
final class Tab implements AutoCloseable {
    private static final Path SHOTS = Path.of("target/screenshots");
    private static final int PATIENCE_SECONDS = 180;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    Tab(URI address, int width, int height) {
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Messages())
                .join();
        List.of("Page", "Runtime", "Network", "Log").forEach(domain -> call(domain + ".enable", Json.object()));
        size(width, height);
    }

    void size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Json.object()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", width < 600));
    }

    void dark() {
        ObjectNode media = Json.object();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", "dark");
        call("Emulation.setEmulatedMedia", media);
    }

    /** Goes to an address and waits until the page says that it has drawn itself. */
    void go(String url) {
        evaluate("delete document.body.dataset.ready");
        call("Page.navigate", Json.object().put("url", url));
        until("document.readyState === 'complete' && document.body.dataset.ready === 'true'");
    }

    /** The value of an expression; a promise is waited for. */
    JsonNode evaluate(String expression) {
        JsonNode answer = call(
                "Runtime.evaluate",
                Json.object()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true)
                        .put("userGesture", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    String text(String selector) {
        return evaluate("document.querySelector(" + quoted(selector) + ")?.innerText ?? ''")
                .asText();
    }

    int count(String selector) {
        return evaluate("document.querySelectorAll(" + quoted(selector) + ").length")
                .asInt();
    }

    void until(String condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            JsonNode answer = call(
                    "Runtime.evaluate",
                    Json.object()
                            .put("expression", "Boolean(" + condition + ")")
                            .put("returnByValue", true));
            if (answer.path("result").path("value").asBoolean()) {
                return;
            }
            Chromium.pause();
        }
        throw new AssertionError("still not true: " + condition + "\n" + text("body") + "\n" + complaints);
    }

    /** Clicks in the middle of the first element that matches, as a hand would. */
    void click(String selector) {
        JsonNode place = evaluate("(() => { const e = document.querySelector(" + quoted(selector)
                + "); e.scrollIntoView({block: 'center', behavior: 'instant'}); const r = e.getClientRects()[0];"
                + " return {x: r.x + r.width / 2, y: r.y + r.height / 2}; })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            call(
                    "Input.dispatchMouseEvent",
                    Json.object()
                            .put("type", type)
                            .put("x", place.path("x").asDouble())
                            .put("y", place.path("y").asDouble())
                            .put("button", "left")
                            .put("clickCount", 1));
        }
    }

    /** Replaces what stands in a field by typing. */
    void type(String selector, String text) {
        evaluate("(() => { const e = document.querySelector(" + quoted(selector) + "); e.focus(); e.select(); })()");
        call("Input.insertText", Json.object().put("text", text));
    }

    void choose(String selector, String value) {
        evaluate("(() => { const e = document.querySelector(" + quoted(selector) + "); e.value = " + quoted(value)
                + "; e.dispatchEvent(new Event('change', {bubbles: true})); })()");
    }

    void press(String key, int code) {
        for (String type : List.of("keyDown", "keyUp")) {
            ObjectNode event = Json.object().put("type", type).put("key", key).put("windowsVirtualKeyCode", code);
            if (key.equals("Enter")) {
                event.put("text", "\r");
            }
            call("Input.dispatchKeyEvent", event);
        }
    }

    /** Keeps a picture of the window, or of the whole page. */
    void shoot(String name, boolean whole) {
        JsonNode answer = call(
                "Page.captureScreenshot", Json.object().put("format", "png").put("captureBeyondViewport", whole));
        try {
            Files.createDirectories(SHOTS);
            Files.write(
                    SHOTS.resolve(name + ".png"),
                    Base64.getDecoder().decode(answer.path("data").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Errors in the console, exceptions, what the Content-Security-Policy refused. */
    List<String> complaints() {
        return complaints;
    }

    List<String> requests() {
        return requests;
    }

    static String quoted(String text) {
        return new String(Json.write(Json.NODES.textNode(text)), StandardCharsets.UTF_8);
    }

    private JsonNode call(String method, ObjectNode parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        ObjectNode message = Json.object().put("id", id).put("method", method);
        message.set("params", parameters);
        socket.sendText(new String(Json.write(message), StandardCharsets.UTF_8), true)
                .join();
        return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private void note(JsonNode event) {
        JsonNode params = event.path("params");
        switch (event.path("method").asText()) {
            case "Network.requestWillBeSent" ->
                requests.add(params.path("request").path("url").asText());
            case "Runtime.exceptionThrown" ->
                complaints.add(params.path("exceptionDetails").toString());
            case "Log.entryAdded" -> {
                if (params.path("entry").path("level").asText().equals("error")) {
                    complaints.add(params.path("entry").toString());
                }
            }
            case "Runtime.consoleAPICalled" -> {
                if (params.path("type").asText().equals("error")) {
                    complaints.add(params.path("args").toString());
                }
            }
            case "Page.javascriptDialogOpening" -> complaints.add("a dialog opened: " + params);
            default -> {
                // The many other events say nothing about the page's manners.
            }
        }
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    }

    private final class Messages implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                String whole = message.toString();
                message.setLength(0);
                receive(whole);
            }
            webSocket.request(1);
            return null;
        }

        private void receive(String text) {
            try {
                JsonNode node = Json.read(text.getBytes(StandardCharsets.UTF_8));
                CompletableFuture<JsonNode> answer =
                        node.has("id") ? waiting.remove(node.path("id").asInt()) : null;
                if (answer == null) {
                    note(node);
                } else if (node.has("error")) {
                    answer.completeExceptionally(
                            new AssertionError(node.path("error").toString()));
                } else {
                    answer.complete(node.path("result"));
                }
            } catch (JsonProcessingException e) {
                complaints.add("not JSON: " + text);
            }
        }
    }
}
