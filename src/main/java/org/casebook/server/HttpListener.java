package org.casebook.server;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.casebook.http.PageFilter;
import org.casebook.http.PageServlet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with one connector for HTTP/1.1 and HTTP/2 in clear text. */
final class HttpListener {
    private static final int MIN_GZIP_SIZE = 1024;

    private final Server server;
    private final ServerConnector connector;

    private HttpListener(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    static HttpListener open(Configuration configuration, HttpServlet fhir, FirstLoadFilter gate) {
        QueuedThreadPool threads = new QueuedThreadPool(configuration.number(Settings.MAX_THREADS), 8);
        threads.setName("http");
        Server server = new Server(threads);
        ServerConnector connector = connector(server, configuration);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(configuration.number(Settings.MAX_CONNECTIONS), connector));
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder = new ServletHolder("fhir", fhir);
        // HAPI would otherwise initialise on the first request.
        holder.setInitOrder(1);
        context.addServlet(holder, "/fhir/*");
        context.addFilter(new FilterHolder(gate), "/fhir/*", EnumSet.of(DispatcherType.REQUEST));
        context.addFilter(new FilterHolder(new PageFilter()), "/fhir/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder("page", new PageServlet()), "/");
        // Ids may hold dots and search values anything that can be escaped.
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        GzipHandler gzip = new GzipHandler(context);
        gzip.setMinGzipSize(MIN_GZIP_SIZE);
        gzip.addIncludedMethods("GET", "POST", "PUT", "PATCH", "DELETE");
        gzip.setInflateBufferSize(16 * 1024);
        server.setHandler(new GracefulHandler(crossOrigin(limited(gzip, configuration), configuration)));
        server.setErrorHandler(new OutcomeErrorHandler(configuration.shown(Settings.MAX_HEAD)));
        server.setStopTimeout(configuration.get(Settings.STOP_TIMEOUT) * 1000);
        start(server, configuration);
        SlowHeads.watch(connector, configuration.get(Settings.HEAD_TIMEOUT));
        return new HttpListener(server, connector);
    }

    /** More requests than threads wait for a while, then are told to come again. */
    private static Handler limited(Handler handler, Configuration configuration) {
        QoSHandler limit = new QoSHandler(handler);
        limit.setMaxRequestCount(configuration.number(Settings.MAX_REQUESTS));
        limit.setMaxSuspendedRequestCount(configuration.number(Settings.MAX_QUEUE));
        limit.setMaxSuspend(Duration.ofSeconds(configuration.get(Settings.QUEUE_TIMEOUT)));
        limit.setRejectStatusCode(HttpStatus.SERVICE_UNAVAILABLE_503);
        return limit;
    }

    private static Handler crossOrigin(Handler handler, Configuration configuration) {
        List<String> origins = configuration.get(Settings.CORS_ORIGINS);
        if (origins.isEmpty()) {
            return handler;
        }
        CrossOriginHandler cors = new CrossOriginHandler();
        cors.setHandler(handler);
        cors.setAllowedOriginPatterns(origins.stream()
                .map(origin -> origin.equals("*") ? "*" : Pattern.quote(origin))
                .collect(Collectors.toSet()));
        cors.setAllowedMethods(Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"));
        cors.setAllowedHeaders(Set.of("*"));
        cors.setExposedHeaders(
                Set.of("ETag", "Location", "Content-Location", "Last-Modified", "X-Request-ID", "X-Progress"));
        return cors;
    }

    private static ServerConnector connector(Server server, Configuration configuration) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(configuration.number(Settings.MAX_HEAD));
        http.setUriCompliance(UriCompliance.LEGACY);
        ServerConnector connector =
                new ServerConnector(server, new HttpConnectionFactory(http), new ClearTextHttp2(http));
        connector.setHost(configuration.get(Settings.HOST));
        connector.setPort(configuration.number(Settings.PORT));
        connector.setAcceptQueueSize(1024);
        connector.setIdleTimeout(configuration.get(Settings.IDLE_TIMEOUT) * 1000);
        return connector;
    }

    private static void start(Server server, Configuration configuration) {
        try {
            LifeCycle.start(server);
        } catch (RuntimeException e) {
            stopAfter(e, server);
            if (e.getCause() instanceof IOException) {
                String where = configuration.get(Settings.HOST) + ":" + configuration.get(Settings.PORT);
                throw new StartException(
                        StartException.Cause.PORT,
                        "cannot listen on " + where + ": " + reason(e)
                                + "; choose another --port, or 0 for any free one",
                        e);
            }
            throw new IllegalStateException("the HTTP server did not start", e);
        }
    }

    /** What is open already is closed; if that fails too, the first failure says so. */
    private static void stopAfter(RuntimeException failure, Server server) {
        try {
            LifeCycle.stop(server);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    int port() {
        return connector.getLocalPort();
    }

    String address() {
        String host = connector.getHost();
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return "http://" + shown + ":" + port();
    }

    /** Whether the address can be reached from other machines. */
    boolean isOpenToOthers() {
        try {
            return !InetAddress.getByName(connector.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return true;
        }
    }

    void join() throws InterruptedException {
        server.join();
    }

    /** Lets the requests under way finish; fails if they do not in time. */
    void close() {
        LifeCycle.stop(server);
    }
}
