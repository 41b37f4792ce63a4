package org.casebook.server;

import java.nio.ByteBuffer;
import java.nio.channels.WritePendingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.fhir.Json;
import org.casebook.fhir.OperationOutcomes;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose request line and headers do not come to an end. Jetty's idle timeout begins again with every
 * byte, so a client that sends one a minute would keep its connection for ever.
 */
final class SlowHeads {
    private static final long LOOK_EVERY_MILLIS = 1000;
    private final ServerConnector connector;
    private final long limitNanos;

    private SlowHeads(ServerConnector connector, long limitNanos) {
        this.connector = connector;
        this.limitNanos = limitNanos;
    }

    /** Looks once a second while the connector runs. */
    static void watch(ServerConnector connector, long seconds) {
        new SlowHeads(connector, TimeUnit.SECONDS.toNanos(seconds)).again(connector.getScheduler());
    }

    private void again(Scheduler scheduler) {
        scheduler.schedule(() -> look(scheduler), LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look(Scheduler scheduler) {
        if (connector.isRunning()) {
            connector.getConnectedEndPoints().forEach(this::look);
            again(scheduler);
        }
    }

    private void look(EndPoint endPoint) {
        if (endPoint.getConnection() instanceof HttpConnection http) {
            HttpParser parser = http.getParser();
            boolean begun = !parser.isStart() && parser.inHeaderState();
            if (begun && System.nanoTime() - parser.getBeginNanoTime() > limitNanos) {
                refuse(endPoint);
            }
        }
    }

    private void refuse(EndPoint endPoint) {
        Issue issue = Issue.error(
                IssueType.TIMEOUT,
                "The request line and headers did not come to an end within "
                        + TimeUnit.NANOSECONDS.toSeconds(limitNanos) + " seconds.");
        byte[] outcome = Json.write(OperationOutcomes.of(List.of(issue)));
        String head = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n"
                + "Content-Type: application/fhir+json;charset=utf-8\r\nContent-Length: " + outcome.length + "\r\n\r\n";
        ByteBuffer headBytes = ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
        try {
            endPoint.write(Callback.from(endPoint::close), headBytes, ByteBuffer.wrap(outcome));
        } catch (WritePendingException e) {
            // The answer to an earlier request is still on its way: nothing can be said, but the place is needed.
            endPoint.close();
        }
    }
}
