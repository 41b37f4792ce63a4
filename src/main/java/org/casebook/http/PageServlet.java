package org.casebook.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The addresses of the page that are not FHIR's: the start, the case, search, validation, and the files of the page. */
public final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Set<String> PLACES = Set.of("/", "/search", "/validate");
    private static final String ASSETS = "/assets/";
    private final transient PageFiles files = new PageFiles();
    private final transient Page page = new Page(files);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        if (PLACES.contains(path) || path.matches("/case/[^/]+")) {
            page.document(request, response, HttpServletResponse.SC_OK);
            return;
        }
        Optional<PageFiles.PageFile> file =
                path.startsWith(ASSETS) ? files.asset(path.substring(ASSETS.length())) : Optional.empty();
        if (file.isPresent()) {
            page.asset(request, response, file.get());
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
