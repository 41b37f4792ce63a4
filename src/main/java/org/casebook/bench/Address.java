package org.casebook.bench;

import java.net.URI;

/** The base address of a FHIR service. */
record Address(boolean tls, String host, int port, String path) {

    static Address of(String url) {
        URI uri = URI.create(url);
        boolean tls = "https".equals(uri.getScheme());
        if (uri.getHost() == null || (!tls && !"http".equals(uri.getScheme()))) {
            throw new IllegalArgumentException(url + " is not an http or https address");
        }
        String path = uri.getRawPath();
        return new Address(
                tls,
                uri.getHost(),
                uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80,
                path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + host + ":" + port + path;
    }
}
