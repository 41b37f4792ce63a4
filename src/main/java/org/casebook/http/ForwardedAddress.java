package org.casebook.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address that a trusted proxy says its client used: {@code Forwarded} (RFC 7239) or the {@code X-Forwarded-}
 * headers. Anybody else's are passed over, since they would let a client put its own address into the links of others.
 */
public final class ForwardedAddress implements BaseAddress {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");
    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]+)*");
    private final Set<String> trusted;
    private final BaseAddress direct = BaseAddress.ofRequest();

    /**
     * @param trusted IP addresses of the proxies
     */
    public ForwardedAddress(Set<String> trusted) {
        this.trusted = Set.copyOf(trusted);
    }

    @Override
    public String of(HttpServletRequest request) {
        if (trusted.isEmpty() || !trusted.contains(request.getRemoteAddr())) {
            return direct.of(request);
        }
        String forwarded = request.getHeader("Forwarded");
        String scheme = first(forwarded == null ? request.getHeader("X-Forwarded-Proto") : part(forwarded, "proto"));
        String host = first(forwarded == null ? xForwardedHost(request) : part(forwarded, "host"));
        if (host == null || !HOST.matcher(host).matches()) {
            return direct.of(request);
        }
        String protocol = "https".equalsIgnoreCase(scheme) ? "https" : scheme == null ? request.getScheme() : "http";
        return protocol + "://" + host + prefix(request) + BaseAddress.path(request);
    }

    private static @Nullable String xForwardedHost(HttpServletRequest request) {
        String host = first(request.getHeader("X-Forwarded-Host"));
        String port = first(request.getHeader("X-Forwarded-Port"));
        boolean add = host != null
                && port != null
                && host.indexOf(':') < 0
                && !Set.of("80", "443").contains(port);
        return add ? host + ":" + port : host;
    }

    private static String prefix(HttpServletRequest request) {
        String prefix = first(request.getHeader("X-Forwarded-Prefix"));
        if (prefix == null) {
            return "";
        }
        String bare = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return PREFIX.matcher(bare).matches() ? bare : "";
    }

    /** The value nearest to the client: the first of a list. */
    private static @Nullable String first(@Nullable String list) {
        return list == null || list.isBlank() ? null : list.split(",", 2)[0].trim();
    }

    private static @Nullable String part(String forwarded, String name) {
        for (String pair : forwarded.split(",", 2)[0].split(";")) {
            String trimmed = pair.trim();
            if (trimmed.toLowerCase(Locale.ROOT).startsWith(name + "=")) {
                return trimmed.substring(name.length() + 1).replace("\"", "");
            }
        }
        return null;
    }
}
