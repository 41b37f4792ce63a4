package org.casebook.http;

import jakarta.servlet.http.HttpServletRequest;

/** The address of the FHIR service as a client sees it; every link and fullUrl starts with it. */
@FunctionalInterface
public interface BaseAddress {

    /** Without a slash at its end. */
    String of(HttpServletRequest request);

    /** The same for everybody: {@code --base-url}. */
    static BaseAddress fixed(String url) {
        return request -> url;
    }

    /** What the request itself says: its scheme and Host header, and where the service stands. */
    static BaseAddress ofRequest() {
        return request -> {
            String scheme = request.getScheme();
            int port = request.getServerPort();
            boolean usual = port == (scheme.equals("https") ? 443 : 80);
            return scheme + "://" + request.getServerName() + (usual ? "" : ":" + port) + path(request);
        };
    }

    /** Where the service stands below the host. */
    static String path(HttpServletRequest request) {
        return request.getContextPath() + request.getServletPath();
    }
}
