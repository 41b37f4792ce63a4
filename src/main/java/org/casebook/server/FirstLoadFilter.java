package org.casebook.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds back whoever asks for resources until the first load is over, so that nobody sees a store that lacks the case.
 * What the server can do does not depend on it: {@code /metadata} answers at once.
 */
final class FirstLoadFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final int PATIENCE_SECONDS = 20;
    private static final String RETRY_AFTER_SECONDS = "5";
    private final transient CountDownLatch loaded = new CountDownLatch(1);

    /** The store holds what it is to hold. */
    void open() {
        loaded.countDown();
    }

    boolean isOpen() {
        return loaded.getCount() == 0;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isOpen() || "/metadata".equals(request.getPathInfo()) || waited()) {
            chain.doFilter(request, response);
        } else {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    private boolean waited() {
        try {
            return loaded.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
