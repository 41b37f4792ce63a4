package org.casebook.server;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * {@code /health/live}, {@code /health/ready} and {@code /metrics} on a port of their own that only this machine can
 * reach, so that they answer while the FHIR port is busy and tell nobody outside anything.
 */
final class AdminListener {
    private final Server server;
    private final ServerConnector connector;
    private final JvmGcMetrics gc;

    private AdminListener(Server server, ServerConnector connector, JvmGcMetrics gc) {
        this.server = server;
        this.connector = connector;
        this.gc = gc;
    }

    /**
     * @param fhirPort where the FHIR service listens; the port after it is taken unless one is set
     * @param ready whether the store answers
     */
    static AdminListener open(
            Configuration configuration, int fhirPort, PrometheusMeterRegistry registry, BooleanSupplier ready) {
        int wanted = configuration.number(Settings.ADMIN_PORT);
        JvmGcMetrics gc = bind(registry);
        if (wanted == 0 && fhirPort < 65535) {
            try {
                return start(fhirPort + 1, registry, ready, gc);
            } catch (IOException e) {
                // Somebody else has it: any free port will do, since none was asked for.
                return startOrFail(0, registry, ready, gc);
            }
        }
        return startOrFail(wanted, registry, ready, gc);
    }

    static PrometheusMeterRegistry registry() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    private static AdminListener startOrFail(
            int port, PrometheusMeterRegistry registry, BooleanSupplier ready, JvmGcMetrics gc) {
        try {
            return start(port, registry, ready, gc);
        } catch (IOException e) {
            throw new StartException(
                    StartException.Cause.PORT,
                    "cannot listen on 127.0.0.1:" + port + " for health and metrics; choose another --admin-port",
                    e);
        }
    }

    private static AdminListener start(
            int port, PrometheusMeterRegistry registry, BooleanSupplier ready, JvmGcMetrics gc) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(6, 1);
        threads.setName("admin");
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new AdminHandler(registry, ready));
        try {
            LifeCycle.start(server);
        } catch (RuntimeException e) {
            LifeCycle.stop(server);
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw e;
        }
        return new AdminListener(server, connector, gc);
    }

    private static JvmGcMetrics bind(PrometheusMeterRegistry registry) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        JvmGcMetrics gc = new JvmGcMetrics();
        gc.bindTo(registry);
        return gc;
    }

    String address() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    void close() {
        gc.close();
        LifeCycle.stop(server);
    }

    /** The three addresses. */
    private static final class AdminHandler extends Handler.Abstract {
        private final PrometheusMeterRegistry registry;
        private final BooleanSupplier ready;

        AdminHandler(PrometheusMeterRegistry registry, BooleanSupplier ready) {
            this.registry = registry;
            this.ready = ready;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            switch (Request.getPathInContext(request)) {
                case "/health/live" -> answer(response, callback, HttpStatus.OK_200, "{\"status\":\"UP\"}");
                case "/health", "/health/ready" -> health(response, callback);
                case "/metrics" -> {
                    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
                    write(response, callback, registry.scrape());
                }
                default ->
                    answer(
                            response,
                            callback,
                            HttpStatus.NOT_FOUND_404,
                            "{\"paths\":[\"/health/live\",\"/health/ready\",\"/metrics\"]}");
            }
            return true;
        }

        private void health(Response response, Callback callback) {
            if (ready.getAsBoolean()) {
                answer(response, callback, HttpStatus.OK_200, "{\"status\":\"UP\",\"store\":\"UP\"}");
            } else {
                answer(
                        response,
                        callback,
                        HttpStatus.SERVICE_UNAVAILABLE_503,
                        "{\"status\":\"DOWN\",\"store\":\"DOWN\"}");
            }
        }

        private static void answer(Response response, Callback callback, int status, String json) {
            response.setStatus(status);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            write(response, callback, json);
        }

        private static void write(Response response, Callback callback, String text) {
            response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
        }
    }
}
