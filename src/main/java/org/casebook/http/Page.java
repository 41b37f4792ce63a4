package org.casebook.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Sends the page for people. What it shows comes from strangers, so nothing but its own files may run or be loaded: the
 * policy has no exception for inline scripts or styles.
 */
final class Page {
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' blob:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'");
    private final PageFiles files;

    Page(PageFiles files) {
        this.files = files;
    }

    void document(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
        byte[] document = files.document(root(request.getRequestURI()));
        response.setStatus(status);
        response.setContentType("text/html;charset=utf-8");
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        send(request, response, document);
    }

    void asset(HttpServletRequest request, HttpServletResponse response, PageFiles.PageFile file) throws IOException {
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("ETag", file.etag());
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (file.etag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(file.contentType());
        send(request, response, file.content());
    }

    private static void send(HttpServletRequest request, HttpServletResponse response, byte[] content)
            throws IOException {
        response.setContentLength(content.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(content);
        }
    }

    private static String root(String path) {
        long depth = path.chars().filter(c -> c == '/').count() - 1;
        return depth <= 0 ? "./" : "../".repeat((int) depth);
    }
}
