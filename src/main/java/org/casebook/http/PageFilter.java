package org.casebook.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers a browser that visits a FHIR address with the page for people, which then asks for the same address as FHIR.
 * Everybody else passes.
 */
public final class PageFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private final transient Page page = new Page(new PageFiles());

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean get = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (get) {
            response.addHeader("Vary", "Accept");
        }
        if (get && PageWish.of(request.getQueryString(), request.getHeader("Accept"))) {
            page.document(request, response, HttpServletResponse.SC_OK);
        } else {
            chain.doFilter(request, response);
        }
    }
}
