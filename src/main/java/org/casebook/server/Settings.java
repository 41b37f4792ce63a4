package org.casebook.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.casebook.fhir.Json;

/** Every setting there is; docs/settings.md is checked against this list. */
public final class Settings {
    public static final Setting<Long> PORT =
            Setting.number("port", 8080, 0, 65535, "Port of the FHIR server; 0 picks a free one.");
    public static final Setting<String> HOST = Setting.text(
            "host",
            "127.0.0.1",
            "ADDRESS",
            "Address to listen on; there is no authentication, so loopback by default.");
    public static final Setting<Path> DATA =
            new Setting<>("data", "./casebook-data", "DIR", "Folder that holds the embedded database.", Settings::path);
    public static final Setting<String> DATABASE = new Setting<>(
            "database",
            "",
            "JDBC-URL",
            "A jdbc:postgresql: (or jdbc:h2:mem:) URL instead of the data folder.",
            Settings::jdbc);
    public static final Setting<String> DATABASE_USER =
            Setting.text("database-user", "", "NAME", "User of the database.");
    public static final Setting<String> DATABASE_PASSWORD =
            Setting.text("database-password", "", "TEXT", "Password of the database; better in the environment.");
    public static final Setting<String> DATABASE_PASSWORD_FILE = Setting.text(
            "database-password-file", "", "FILE", "File whose first line is the password of the database.");
    public static final Setting<String> BASE_URL = new Setting<>(
            "base-url",
            "",
            "URL",
            "Address of the FHIR service as clients see it, used in every link.",
            Settings::httpUrl);
    public static final Setting<List<String>> TRUSTED_PROXIES = new Setting<>(
            "trusted-proxies",
            "",
            "IP,IP",
            "Addresses of proxies whose Forwarded and X-Forwarded-* headers are believed.",
            Settings::list);
    public static final Setting<List<String>> CORS_ORIGINS = new Setting<>(
            "cors-origins",
            "",
            "URL,URL",
            "Web origins that may call the server from a browser; * for any. None by default.",
            Settings::list);
    public static final Setting<Boolean> EMPTY =
            Setting.flag("empty", "Start with an empty store instead of loading the case.");
    public static final Setting<Long> MAX_BODY = Setting.size("max-body", "64m", "Largest request body that is read.");
    public static final Setting<Long> MIN_BODY_RATE = Setting.number(
            "min-body-rate",
            256,
            0,
            1_000_000,
            "Bytes a second that a request body must come with, from its tenth second on; else 408.");
    public static final Setting<Long> MAX_DEPTH = Setting.number(
            "max-depth",
            Json.MAX_DEPTH,
            8,
            Json.MAX_DEPTH,
            "Deepest nesting of a body: objects and arrays of JSON, elements of XML; else 400.");
    public static final Setting<Long> MAX_STRING = Setting.size(
            "max-string",
            "64m",
            "Longest string in a body, the base64 of a Binary too; else 413. What R4 calls string ends at 1 MB anyway.");
    public static final Setting<Long> MAX_ENTRIES =
            Setting.number("max-entries", 10_000, 1, 1_000_000, "Most entries of a batch or transaction; else 413.");
    public static final Setting<Long> MAX_HEAD =
            Setting.size("max-head", "32k", "Largest request line with headers; else 414 or 431.");
    public static final Setting<Long> HEAD_TIMEOUT = Setting.number(
            "head-timeout", 20, 1, 3600, "Seconds in which the request line and headers must have come; else 408.");
    public static final Setting<Long> REQUEST_TIMEOUT = Setting.number(
            "request-timeout", 300, 1, 86_400, "Seconds that the work on one request may take; else 403.");
    public static final Setting<Long> BODY_MEMORY = new Setting<>(
            "body-memory",
            "",
            "SIZE",
            "Bytes of request bodies worked on at once, more are told to come later; a sixteenth of the heap where not set.",
            text -> text.isEmpty() ? 0L : Setting.parseSize(text));
    public static final Setting<Boolean> VALIDATE_ON_WRITE = Setting.bool(
            "validate-on-write",
            true,
            "Refuse a resource that claims a profile that is known here, shipped or stored, and breaks it.");
    public static final Setting<Long> DEFINITION_MEMORY = new Setting<>(
            "definition-memory",
            "",
            "SIZE",
            "Bytes of stored profiles, value sets and code systems used at once; a fortieth of the heap where not set.",
            text -> text.isEmpty() ? 0L : Setting.parseSize(text));
    public static final Setting<String> INVARIANTS = new Setting<>(
            "invariants",
            "enforce",
            "enforce|off",
            "Whether a resource that breaks an invariant of R4 itself (severity error) is refused.",
            text -> oneOf(text, "enforce", "off"));
    public static final Setting<Long> DEFAULT_COUNT =
            Setting.number("default-count", 20, 1, 10_000, "Page size when a request names no _count.");
    public static final Setting<Long> MAX_COUNT =
            Setting.number("max-count", 1000, 1, 100_000, "Largest page size; a larger _count is cut to it.");
    public static final Setting<Long> SEARCH_TIMEOUT = Setting.number(
            "search-timeout",
            30,
            1,
            3600,
            "Seconds that one search may take; then it is stopped and refused with 403.");
    public static final Setting<Long> MAX_SEARCH_PARAMETERS =
            Setting.number("max-search-parameters", 100, 1, 10_000, "Most parameters of one search.");
    public static final Setting<Long> MAX_SEARCH_VALUES =
            Setting.number("max-search-values", 1000, 1, 100_000, "Most values in one comma list of a search.");
    public static final Setting<Long> MAX_SEARCH_LENGTH = Setting.number(
            "max-search-length",
            4096,
            16,
            1_000_000,
            "Most characters in the name or the value of a search parameter.");
    public static final Setting<Long> MAX_SEARCH_CHAIN =
            Setting.number("max-search-chain", 8, 0, 50, "Most hops of chains and _has together.");
    public static final Setting<Long> MAX_SORT_KEYS = Setting.number("max-sort-keys", 8, 1, 50, "Most keys of _sort.");
    public static final Setting<Long> MAX_INCLUDES = Setting.number(
            "max-includes", 5000, 0, 1_000_000, "Most resources that are included with one page of a search.");
    public static final Setting<Long> MAX_FILTER_DEPTH =
            Setting.number("max-filter-depth", 20, 1, 200, "Deepest nesting of parentheses in _filter.");
    public static final Setting<String> REFERENTIAL_INTEGRITY = new Setting<>(
            "referential-integrity",
            "enforce",
            "enforce|allow",
            "Whether references to resources that are not here, and deletions of resources pointed to, are refused.",
            text -> oneOf(text, "enforce", "allow"));
    public static final Setting<Long> MAX_THREADS =
            Setting.number("max-threads", 200, 8, 10_000, "Most requests that are worked on at the same time.");
    public static final Setting<Long> MAX_REQUESTS =
            Setting.number("max-requests", 128, 1, 10_000, "Requests worked on at once.");
    public static final Setting<Long> MAX_QUEUE = Setting.number(
            "max-queue", 512, 1, 100_000, "Requests that wait while as many as may be are worked on; more get 503.");
    public static final Setting<Long> QUEUE_TIMEOUT =
            Setting.number("queue-timeout", 10, 1, 3600, "Seconds that such a request waits; then it gets 503.");
    public static final Setting<Long> MAX_CONNECTIONS = Setting.number(
            "max-connections", 4096, 1, 1_000_000, "Most connections at once; more wait until one is closed.");
    public static final Setting<Long> IDLE_TIMEOUT = Setting.number(
            "idle-timeout", 60, 1, 3600, "Seconds after which a connection that says nothing is closed.");
    public static final Setting<Long> ADMIN_PORT = Setting.number(
            "admin-port",
            0,
            0,
            65535,
            "Port of /health and /metrics on loopback; 0 takes the one after --port, or any free one.");
    public static final Setting<String> LOG_FORMAT = new Setting<>(
            "log-format",
            "text",
            "text|json",
            "Log lines for people, or one JSON object each.",
            text -> oneOf(text, "text", "json"));
    public static final Setting<Long> SLOW_REQUEST = Setting.number(
            "slow-request", 2000, 1, 3_600_000, "Milliseconds from which on a request is logged as slow.");
    public static final Setting<Long> STOP_TIMEOUT =
            Setting.number("stop-timeout", 20, 0, 3600, "Seconds that requests under way get to finish at a stop.");

    public static final Setting<Boolean> REQUIRE_IF_MATCH = Setting.flag(
            "require-if-match", "Refuse updates and patches that do not say by If-Match what they change.");
    public static final Setting<Boolean> ALLOW_EXPUNGE =
            Setting.flag("allow-expunge", "Let $expunge remove versions for good.");

    /** All settings in the order of the help text. */
    public static final List<Setting<?>> ALL = List.of(
            PORT,
            HOST,
            DATA,
            DATABASE,
            DATABASE_USER,
            DATABASE_PASSWORD,
            DATABASE_PASSWORD_FILE,
            BASE_URL,
            TRUSTED_PROXIES,
            CORS_ORIGINS,
            EMPTY,
            MAX_BODY,
            MIN_BODY_RATE,
            MAX_DEPTH,
            MAX_STRING,
            MAX_ENTRIES,
            MAX_HEAD,
            HEAD_TIMEOUT,
            REQUEST_TIMEOUT,
            BODY_MEMORY,
            VALIDATE_ON_WRITE,
            DEFINITION_MEMORY,
            INVARIANTS,
            DEFAULT_COUNT,
            MAX_COUNT,
            SEARCH_TIMEOUT,
            MAX_SEARCH_PARAMETERS,
            MAX_SEARCH_VALUES,
            MAX_SEARCH_LENGTH,
            MAX_SEARCH_CHAIN,
            MAX_SORT_KEYS,
            MAX_INCLUDES,
            MAX_FILTER_DEPTH,
            REFERENTIAL_INTEGRITY,
            MAX_THREADS,
            MAX_REQUESTS,
            MAX_QUEUE,
            QUEUE_TIMEOUT,
            MAX_CONNECTIONS,
            IDLE_TIMEOUT,
            ADMIN_PORT,
            LOG_FORMAT,
            SLOW_REQUEST,
            STOP_TIMEOUT,
            REQUIRE_IF_MATCH,
            ALLOW_EXPUNGE);

    private Settings() {}

    /** A list of texts, separated by commas; empty text is the empty list. */
    static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    private static String oneOf(String text, String... choices) {
        if (List.of(choices).contains(text)) {
            return text;
        }
        throw new IllegalArgumentException("must be one of " + String.join(", ", choices));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a path: " + e.getReason());
        }
    }

    private static String jdbc(String text) {
        if (text.isEmpty() || text.startsWith("jdbc:h2:mem:") || text.startsWith("jdbc:postgresql:")) {
            return text;
        }
        if (text.startsWith("jdbc:h2:")) {
            // Opened by its URL it would have no journal, and could lose what was acknowledged.
            throw new IllegalArgumentException(
                    "names an H2 file: give its folder with --data instead, which keeps it safe");
        }
        throw new IllegalArgumentException("must start with jdbc:postgresql: or jdbc:h2:mem:");
    }

    private static String httpUrl(String text) {
        if (text.isEmpty()) {
            return text;
        }
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getQuery() == null
                    && uri.getFragment() == null) {
                return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
            }
        } catch (URISyntaxException e) {
            // falls through to the same message
        }
        throw new IllegalArgumentException("must be an absolute http or https URL without query");
    }
}
