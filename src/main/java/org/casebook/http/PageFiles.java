package org.casebook.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The static files of the page for people, from the class path. */
final class PageFiles {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*\\.(js|css|svg|json)");
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json;charset=utf-8");
    private final Map<String, PageFile> read = new ConcurrentHashMap<>();

    /** A file as it is sent; the tag changes with the content. */
    record PageFile(String contentType, byte[] content, String etag) {}

    /** A file below {@code assets/}; empty where there is none of this name. */
    Optional<PageFile> asset(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        PageFile known = read.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<byte[]> content = bytes(name);
        content.ifPresent(bytes -> read.put(name, file(name, bytes)));
        return content.map(bytes -> file(name, bytes));
    }

    /**
     * The one document; its scripts find out from the address what to show.
     *
     * @param root the way from the address asked for up to the server's root, so that a prefix set by a proxy survives
     */
    byte[] document(String root) {
        String text = new String(bytes("index.html").orElseThrow(), StandardCharsets.UTF_8);
        return text.replace("{root}", root).getBytes(StandardCharsets.UTF_8);
    }

    private static PageFile file(String name, byte[] content) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        return new PageFile(type == null ? "application/octet-stream" : type, content, "\"" + hash(content) + "\"");
    }

    private static Optional<byte[]> bytes(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream("/web/" + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
