package org.casebook.search;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.casebook.error.IssueType;
import org.casebook.fhir.ResourceKey;

/**
 * The links of a page (R4 section 3.1.1.3.1). A link is the query and a token that says where the page begins, signed
 * together with the query by a key of the store: it needs no memory on the server, and cannot be changed.
 */
final class PageLinks {
    /** The parameter that carries the token. */
    static final String TOKEN = "_page";

    private static final int SIGNATURE = 16;
    /** How an answer is written does not belong to what a link is signed for. */
    private static final Set<String> UNSIGNED = Set.of(TOKEN, "_format", "_pretty");

    private final SecretKeySpec key;

    PageLinks(byte[] secret) {
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** The url of a page of this search; without a token that of the first one. */
    String url(SearchRequest request, List<SearchRequest.Parameter> kept, PageToken token) {
        String path = request.base() + path(request);
        List<String> pairs = new ArrayList<>();
        for (SearchRequest.Parameter parameter : kept) {
            if (!parameter.name().equals(TOKEN)) {
                pairs.add(encoded(parameter.name()) + "=" + encoded(parameter.value()));
            }
        }
        if (token.from() != null || token.backward()) {
            pairs.add(TOKEN + "=" + signed(path(request), kept, token));
        }
        return pairs.isEmpty() ? path : path + "?" + String.join("&", pairs);
    }

    private static String path(SearchRequest request) {
        ResourceKey compartment = request.compartment();
        if (compartment != null) {
            return "/" + compartment + "/" + (request.type() == null ? "*" : request.type());
        }
        return request.type() == null ? "" : "/" + request.type();
    }

    private String signed(String path, List<SearchRequest.Parameter> parameters, PageToken token) {
        byte[] bytes = token.bytes();
        byte[] whole = Arrays.copyOf(bytes, bytes.length + SIGNATURE);
        System.arraycopy(signature(path, parameters, bytes), 0, whole, bytes.length, SIGNATURE);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** The token of a link that this server, or another one over the same store, has written for the same query. */
    PageToken read(SearchRequest request, List<SearchRequest.Parameter> parameters, String text) {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(text);
            int length = whole.length - SIGNATURE;
            if (length > 0) {
                byte[] bytes = Arrays.copyOf(whole, length);
                byte[] given = Arrays.copyOfRange(whole, length, whole.length);
                if (MessageDigest.isEqual(given, signature(path(request), parameters, bytes))) {
                    return PageToken.read(bytes);
                }
            }
        } catch (IllegalArgumentException | IOException e) {
            throw changed();
        }
        throw changed();
    }

    private static InvalidSearch changed() {
        return InvalidSearch.of(
                IssueType.INVALID,
                TOKEN,
                "the page link was changed, or is of another server: search again from the first page");
    }

    private byte[] signature(String path, List<SearchRequest.Parameter> parameters, byte[] token) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(path.getBytes(StandardCharsets.UTF_8));
            for (SearchRequest.Parameter parameter : parameters) {
                if (!UNSIGNED.contains(parameter.name())) {
                    mac.update((byte) 0);
                    mac.update(parameter.name().getBytes(StandardCharsets.UTF_8));
                    mac.update((byte) 1);
                    mac.update(parameter.value().getBytes(StandardCharsets.UTF_8));
                }
            }
            mac.update((byte) 2);
            return Arrays.copyOf(mac.doFinal(token), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Encoded as far as a query needs it; what people read stays readable. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":")
                .replace("%2C", ",")
                .replace("%2F", "/")
                .replace("%24", "$");
    }
}
